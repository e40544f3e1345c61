/// The paper: A4, in thousandths of a point.
package enum Sheet {
    package static let width = 595_276
    package static let height = 841_890
}

/// A rectangle on a sheet, measured from its upper left corner, in thousandths of a point.
package struct Box: Sendable, Hashable {
    package var x: Int
    package var y: Int
    package var width: Int
    package var height: Int

    package init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }
}
