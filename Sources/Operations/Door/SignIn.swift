import Access
import Foundation
import Measures
package import Storage

/// Who is at the command line, as the books know them.
package struct SignIn: Sendable {
    let installation: Installation

    package init(_ installation: Installation) { self.installation = installation }

    /// In books without people whoever is named, or `user`; else the person whose key is shown. A
    /// name that is given beside it must be theirs.
    package func door(
        as name: String?, otherwise user: String, key: Secret?, machineUser: String? = NSUserName()
    ) throws -> Door {
        let caller = try installation.read(rows: .none) { books -> Caller in
            try self.caller(name, user, key: key, books: books)
        }
        return Door(installation, caller, machineUser: machineUser)
    }

    private func caller(
        _ name: String?, _ user: String, key: Secret?, books: Books
    ) throws -> Caller {
        guard try books.access.hasPeople() else { return .singleUser(name ?? user) }
        guard let key else { throw AccessRefused.noCredential(name: name ?? user) }
        let today = try books.businessDay()
        guard let credential = try books.access.credential(key.digest),
            let person = try books.access.person(credential.person), person.isHere(on: today),
            name == nil || isSamePerson(name, person.name)
        else { throw AccessRefused.wrongCredential(name: name) }
        return Caller(.person(person.id), name: person.name)
    }
}
