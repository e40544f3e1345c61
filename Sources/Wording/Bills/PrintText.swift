import Documents
package import Measures
package import Operations

/// Printed bills, and characters that no font has.
package enum PrintText {
    package static func text(ofRun run: Int64, _ printed: PrintBills.Printed, into folder: String)
        -> String
    {
        let size = grouped((printed.bytes + 500_000) / 1_000_000)
        let bills = printed.bills == 1 ? "1 bill" : "\(grouped(printed.bills)) bills"
        let files = printed.files == 1 ? "1 file" : "\(grouped(printed.files)) files"
        let index = printed.files == printed.bills ? folder : "\(files) in \(folder)"
        let warnings = printed.missing.map { warning($0.bill, $0.characters) }
        return
            (["Printed \(bills) of run \(run) into \(index) (\(size) MB)."] + warnings
            + (warnings.isEmpty ? [] : [advice])).joined(separator: "\n")
    }

    package static func nothing(ofRun run: Int64) -> String {
        "Run \(run) has no released bills. Release it, then print them."
    }

    package static let noTerminal =
        "A PDF is not for the terminal: name a file with --output, or - for standard output."

    package static func warning(_ bill: String, _ characters: [Unicode.Scalar]) -> String {
        let names = characters.map { "\($0) (\(code($0)))" }.joined(separator: ", ")
        return "\(bill): no font has \(names); printed as a box, kept as text."
    }

    package static let advice =
        "Install a font for it, or name its folder in the policy under printing, font_folders."

    package static func json(
        ofRun run: Int64, _ printed: PrintBills.Printed, isDryRun: Bool
    ) -> JSONValue {
        [
            "run": .int(run), "bills": .count(printed.bills), "files": .count(printed.files),
            "bytes": .count(printed.bytes),
            "missing": .array(
                printed.missing.map { missing in
                    [
                        "bill": .string(missing.bill),
                        "characters": .array(missing.characters.map { .string(code($0)) }),
                    ]
                }),
            "dry_run": .bool(isDryRun),
        ]
    }

    /// `U+1F642`.
    private static func code(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
