import Measures
import Tariffs
import Yams

extension BookReader {
    private static let ways = [
        "price", "blocks", "percent", "minimum", "amount", "allocate",
    ]
    private static let keys =
        ways + [
            "code", "label", "segment_code", "season_codes", "quantity", "unit", "per", "of",
            "of_exact", "covers", "when", "round", "tax", "posts_to",
        ]

    func charges(_ node: Node, _ book: TariffBook) -> [TariffBook.Charge] {
        document.list(node, ["charges"]).enumerated().compactMap { index, node in
            charge(node, at: ["charges", String(index)], of: book)
        }
    }

    private func charge(
        _ node: Node, at path: [String], of book: TariffBook
    ) -> TariffBook.Charge? {
        let parts = document.mapping(node, path, known: BookReader.keys, required: ["code"])
        let ways = BookReader.ways.filter { parts[$0] != nil }
        guard ways.count == 1 else {
            let all = BookReader.ways.joined(separator: ", ")
            document.note("a charge has exactly one of \(all)", at: path, node: node)
            return nil
        }
        guard let code = document.text(parts["code"], path + ["code"]),
            let kind = kind(ways[0], parts, at: path)
        else { return nil }
        var charge = TariffBook.Charge(code, kind)
        read(parts, at: path, of: book, into: &charge)
        return charge
    }

    private func read(
        _ parts: [String: Node], at path: [String], of book: TariffBook,
        into charge: inout TariffBook.Charge
    ) {
        charge.label = document.text(parts["label"], path + ["label"])
        charge.segmentCode = document.text(parts["segment_code"], path + ["segment_code"])
        charge.when = document.text(parts["when"], path + ["when"])
        charge.rounding = document.rounding(parts["round"], path + ["round"], maximum: 2)
        charge.tax = document.text(parts["tax"], path + ["tax"])
        charge.unit = document.text(parts["unit"], path + ["unit"]).map { Unit($0) }
        if let per = document.word(parts["per"], at: path + ["per"], as: TariffBook.Proration.self)
        {
            charge.per = per
        }
        if let account = document.text(parts["posts_to"], path + ["posts_to"]) {
            charge.account = account
            checkAccount(account, at: path + ["posts_to"], node: parts["posts_to"])
        }
        if let node = parts["season_codes"] {
            charge.seasonCodes = seasonCodes(node, at: path + ["season_codes"], of: book)
        }
    }

    private func seasonCodes(
        _ node: Node, at path: [String], of book: TariffBook
    ) -> [String: String] {
        var codes: [String: String] = [:]
        for (season, node) in document.entries(node, path) {
            codes[season] = document.text(node, path + [season])
            guard !book.seasons.contains(where: { $0.name == season }) else { continue }
            document.note("not a season of this book", at: path + [season], node: node)
        }
        return codes
    }

    private func checkAccount(_ account: String, at path: [String], node: Node?) {
        let root = account.split(separator: ".").first.map(String.init) ?? ""
        let roots = TariffBook.Charge.accountRoots
        guard !roots.contains(root) else { return }
        let near = nearestWord(to: root, among: roots).map { "did you mean \"\($0)\"?" }
        document.note(
            "an account begins with one of " + roots.joined(separator: ", "), at: path, node: node,
            suggestion: near)
    }

    private func kind(
        _ way: String, _ parts: [String: Node], at path: [String]
    ) -> TariffBook.Kind? {
        let quantity = document.text(parts["quantity"], path + ["quantity"])
        if way == "blocks" {
            return parts["blocks"].flatMap { blocks($0, path + ["blocks"]) }.map { .blocks($0) }
        }
        if way == "allocate" {
            return parts["allocate"].flatMap { allocation($0, path + ["allocate"]) }
        }
        guard let formula = document.text(parts[way], path + [way]) else { return nil }
        switch way {
        case "price": return .unit(quantity: quantity, price: formula)
        case "amount": return .amount(formula, quantity: quantity)
        case "percent":
            let ofExact = parts["of_exact"] != nil
            let key = ofExact ? "of_exact" : "of"
            return .percent(formula, of: document.texts(parts[key], path + [key]), ofExact: ofExact)
        default:
            return .minimum(formula, covers: document.texts(parts["covers"], path + ["covers"]))
        }
    }

    private func blocks(_ node: Node, _ path: [String]) -> TariffBook.Blocks? {
        let known = ["of", "filled_by", "filling", "per", "used", "steps"]
        let parts = document.mapping(node, path, known: known, required: ["of", "steps"])
        guard let quantity = document.text(parts["of"], path + ["of"]), let list = parts["steps"]
        else { return nil }
        let scale = document.word(
            parts["per"], at: path + ["per"], as: TariffBook.Blocks.Scale.self)
        let used = document.text(parts["used"], path + ["used"])
        let steps = document.list(list, path + ["steps"]).enumerated().compactMap { index, node in
            block(node, path + ["steps", String(index)])
        }
        var blocks = TariffBook.Blocks(
            of: quantity, scale: scale ?? .bill, used: used, steps: steps)
        blocks.filling = filling(parts, path)
        return blocks
    }

    private func filling(
        _ parts: [String: Node], _ path: [String]
    ) -> TariffBook.Blocks.Filling? {
        typealias Order = TariffBook.Blocks.Filling.Order
        let order = document.word(parts["filling"], at: path + ["filling"], as: Order.self)
        if let whole = document.text(parts["filled_by"], path + ["filled_by"]) {
            return TariffBook.Blocks.Filling(by: whole, order ?? .shares)
        }
        if order != nil {
            document.note(
                "blocks filled in an order need filled_by", at: path, node: parts["filling"])
        }
        return nil
    }

    private func block(_ node: Node, _ path: [String]) -> TariffBook.Blocks.Step? {
        let known = ["code", "up_to", "price", "segment_code", "label"]
        let parts = document.mapping(node, path, known: known, required: ["code", "price"])
        guard let code = document.text(parts["code"], path + ["code"]),
            let price = document.text(parts["price"], path + ["price"])
        else { return nil }
        return TariffBook.Blocks.Step(
            code: code, upTo: document.text(parts["up_to"], path + ["up_to"]), price: price,
            segmentCode: document.text(parts["segment_code"], path + ["segment_code"]),
            label: document.text(parts["label"], path + ["label"]))
    }

    private func allocation(_ node: Node, _ path: [String]) -> TariffBook.Kind? {
        let keys = ["pool", "share", "names"]
        let parts = document.mapping(node, path, known: keys, required: keys)
        guard let pool = document.text(parts["pool"], path + ["pool"]),
            let share = document.text(parts["share"], path + ["share"]),
            let names = document.text(parts["names"], path + ["names"])
        else { return nil }
        return .allocation(pool: pool, share: share, names: names)
    }
}
