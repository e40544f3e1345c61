package import Storage

/// Examines the books: integrity, journal, completeness. Books that cannot even be opened are
/// examined too: that is then what is wrong with them.
package struct ExamineBooks: Sendable {
    private let place: InstallationPlace

    package init(_ place: InstallationPlace) { self.place = place }

    /// Only what takes seconds where `isQuick`.
    package func callAsFunction(
        isQuick: Bool, report: @escaping Progress.Report = { _ in }
    ) throws -> [CheckResult] {
        let installation: Installation
        do { installation = try place.open() } catch  where error.isDamage || error.isNoBooks {
            return [CheckResult(name: "opening the books", problems: ["\(error)"])]
        }
        return isQuick
            ? try installation.examine(Check.quick, writingRows: false)
            : try installation.examine(Check.all(report: report))
    }
}

extension Error {
    fileprivate var isNoBooks: Bool {
        if case .notAnInstallation? = self as? InstallationRefused { true } else { false }
    }
}
