import Measures

// How the parts of a service read on a bill.

extension SegmentDocument.Reading {
    /// The type in a word a customer knows (rules B1).
    package var typeForPeople: String {
        switch type {
        case "ACT": return "read by us"
        case "SMT": return "read remotely"
        case "CUS": return "read by you"
        case "EST": return "estimated"
        case "AGR": return "agreed"
        case "OPN": return "opening read"
        case "FIN": return "final read"
        case "INS": return "new meter"
        case "REM": return "old meter"
        case "SPC": return "special read"
        case "DEM": return "deemed"
        case "CHK": return "check read"
        default: return type
        }
    }
}

extension SegmentDocument.Tax {
    /// `VAT 5% on £57.92`, or `of which VAT 5%` where prices contain it.
    package var forPeople: String {
        let name = "\(label) \(percent.forPeople)%"
        return isIncluded ? "Of which \(name)" : "\(name) on \(base.forPeople)"
    }
}
