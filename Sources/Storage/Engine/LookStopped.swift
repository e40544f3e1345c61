/// A look took longer than it was given, or found no free connection in that time.
package struct LookStopped: Error, Hashable, Sendable {
    package init() {}
}
