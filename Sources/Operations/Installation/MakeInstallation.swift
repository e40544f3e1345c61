package import Measures
import Storage

/// Makes a new, empty installation.
package struct MakeInstallation: Sendable {
    private let place: InstallationPlace
    private let name: String
    private let folder: String?

    /// `name` is that of the utility, as it stands on its bills. The folder `namedIn`, if any, is
    /// made to name the database.
    package init(_ place: InstallationPlace, namedIn folder: String? = nil, name: String) {
        self.place = place
        self.name = name
        self.folder = folder
    }

    /// Gives the business day it begins with: `today`, or that of the system's clock.
    package func callAsFunction(today: Day?, isDryRun: Bool) throws -> Day {
        let day = today ?? Zone.utc.day(of: Clock.system.now())
        try Installation.check(name: name, today: day)
        if let folder { try Installation.checkFree(folder) }
        guard !isDryRun else {
            try place.checkFree()
            return day
        }
        switch place {
        case .folder(let folder):
            _ = try Installation.create(in: folder, name: name, businessDay: day)
        case .database(let address):
            _ = try Installation.create(in: address, name: name, businessDay: day)
            if let folder { try address.write(to: folder) }
        }
        return day
    }
}
