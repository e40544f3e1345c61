import Interchange
import Measures
import Storage
import Supply

/// schemes.csv: a scheme is taken in once; its clock, currency and law never change.
final class SchemeImport: RowImport {
    private let run: ImportRun

    init(_ run: ImportRun) { self.run = run }

    func take(_ row: SchemeRow, line: Int) throws -> Result<FactChange, RowWrong> {
        guard TimeZoneTables.zone(row.zone) != nil else {
            return wrong(
                .zone, row.zone, rule: "the time zone is an IANA name (A6.8)",
                advice: "Write it such as Europe/London.")
        }
        let scheme = Scheme(
            code: row.code, name: row.name, jurisdiction: row.jurisdiction,
            currency: row.currency, zone: row.zone, contact: row.contact)
        if let change = try run.books.supply.put(scheme, event: run.event) {
            return .success(change)
        }
        return wrong(
            .code, row.code, rule: "a scheme is never changed once it is there",
            advice: "Give the changed scheme a code of its own.")
    }
}
