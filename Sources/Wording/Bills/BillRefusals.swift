import Billing
import Operations

extension BillProblem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noSuchBill(let text):
            "There is no bill \(text). See: plumbline bill list --run NUMBER, or --account CODE"
        case .doesNotReplay(let bill, let charge, let billed, let again):
            "Bill \(bill) does not work out again: \(charge) was billed at \(billed) and gives "
                + "\(again) minor units. Look with: plumbline ledger verify"
        case .tariffMissing(let version):
            "Tariff version \(version) is not in the books. Look with: plumbline doctor"
        }
    }
}

extension ComparisonRefused: CustomStringConvertible {
    package var description: String { sentence }
}

extension AccountUnknown: CustomStringConvertible {
    package var description: String { "There is no account \(code)." }
}
