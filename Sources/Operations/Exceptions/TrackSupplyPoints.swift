package import Measures
package import Storage
package import Supply

extension Tracker {
    /// Where each supply point stands, as known at the end of a day; the business day unless named.
    package init(_ door: Door, asOf day: Day?) throws {
        self = try door.read(.readBooks) { books in
            let day = try day ?? books.businessDay()
            return try Tracker(
                books, on: day, grace: try books.billingPolicy(on: day).lateAfter)
        }
    }

    /// One supply point by its code.
    package func point(_ code: String) throws -> (point: TrackedPoint, state: SupplyState) {
        guard let found = points.first(where: { $0.point.code == code }) else {
            throw SupplyPointUnknown(code: code, day: day)
        }
        return found
    }
}

/// No supply point with this code was known on the day.
package struct SupplyPointUnknown: Error, Hashable, Sendable {
    package let code: String
    package let day: Day
}
