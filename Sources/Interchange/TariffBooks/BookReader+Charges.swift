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
        page.list(node, ["charges"]).enumerated().compactMap { index, node in
            charge(node, ["charges", String(index)], book)
        }
    }

    private func charge(
        _ node: Node, _ path: [String], _ book: TariffBook
    ) -> TariffBook.Charge? {
        let parts = page.mapping(node, path, known: BookReader.keys, required: ["code"])
        let ways = BookReader.ways.filter { parts[$0] != nil }
        guard ways.count == 1 else {
            let all = BookReader.ways.joined(separator: ", ")
            page.note("a charge has exactly one of \(all)", path, node)
            return nil
        }
        guard let code = page.text(parts["code"], path + ["code"]),
            let kind = kind(ways[0], parts, path)
        else { return nil }
        var charge = TariffBook.Charge(code, kind)
        read(parts, path, book, into: &charge)
        return charge
    }

    private func read(
        _ parts: [String: Node], _ path: [String], _ book: TariffBook,
        into charge: inout TariffBook.Charge
    ) {
        charge.label = page.text(parts["label"], path + ["label"])
        charge.segmentCode = page.text(parts["segment_code"], path + ["segment_code"])
        charge.when = page.text(parts["when"], path + ["when"])
        charge.rounding = page.rounding(parts["round"], path + ["round"], maximum: 2)
        charge.tax = page.text(parts["tax"], path + ["tax"])
        charge.unit = page.text(parts["unit"], path + ["unit"]).map { Unit($0) }
        if let per = page.word(parts["per"], path + ["per"], TariffBook.Proration.self) {
            charge.per = per
        }
        if let account = page.text(parts["posts_to"], path + ["posts_to"]) {
            charge.account = account
            checkAccount(account, path + ["posts_to"], parts["posts_to"])
        }
        if let node = parts["season_codes"] {
            charge.seasonCodes = seasonCodes(node, path + ["season_codes"], book)
        }
    }

    private func seasonCodes(
        _ node: Node, _ path: [String], _ book: TariffBook
    ) -> [String: String] {
        var codes: [String: String] = [:]
        for (season, node) in page.entries(node, path) {
            codes[season] = page.text(node, path + [season])
            guard !book.seasons.contains(where: { $0.name == season }) else { continue }
            page.note("not a season of this book", path + [season], node)
        }
        return codes
    }

    private func checkAccount(_ account: String, _ path: [String], _ node: Node?) {
        let root = account.split(separator: ".").first.map(String.init) ?? ""
        let roots = TariffBook.Charge.accountRoots
        guard !roots.contains(root) else { return }
        let near = nearestWord(to: root, among: roots).map { "did you mean \"\($0)\"?" }
        page.note(
            "an account begins with one of " + roots.joined(separator: ", "), path, node,
            suggestion: near)
    }

    private func kind(
        _ way: String, _ parts: [String: Node], _ path: [String]
    ) -> TariffBook.Kind? {
        let quantity = page.text(parts["quantity"], path + ["quantity"])
        if way == "blocks" {
            return parts["blocks"].flatMap { blocks($0, path + ["blocks"]) }.map { .blocks($0) }
        }
        if way == "allocate" {
            return parts["allocate"].flatMap { allocation($0, path + ["allocate"]) }
        }
        guard let formula = page.text(parts[way], path + [way]) else { return nil }
        switch way {
        case "price": return .unit(quantity: quantity, price: formula)
        case "amount": return .amount(formula, quantity: quantity)
        case "percent":
            let ofExact = parts["of_exact"] != nil
            let key = ofExact ? "of_exact" : "of"
            return .percent(formula, of: page.texts(parts[key], path + [key]), ofExact: ofExact)
        default:
            return .minimum(formula, covers: page.texts(parts["covers"], path + ["covers"]))
        }
    }

    private func blocks(_ node: Node, _ path: [String]) -> TariffBook.Blocks? {
        let known = ["of", "filled_by", "filling", "per", "used", "steps"]
        let parts = page.mapping(node, path, known: known, required: ["of", "steps"])
        guard let quantity = page.text(parts["of"], path + ["of"]), let list = parts["steps"]
        else { return nil }
        let scale = page.word(parts["per"], path + ["per"], TariffBook.Blocks.Scale.self)
        let used = page.text(parts["used"], path + ["used"])
        let steps = page.list(list, path + ["steps"]).enumerated().compactMap { index, node in
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
        let order = page.word(parts["filling"], path + ["filling"], Order.self)
        if let whole = page.text(parts["filled_by"], path + ["filled_by"]) {
            return TariffBook.Blocks.Filling(by: whole, order ?? .shares)
        }
        if order != nil {
            page.note("blocks filled in an order need filled_by", path, parts["filling"])
        }
        return nil
    }

    private func block(_ node: Node, _ path: [String]) -> TariffBook.Blocks.Step? {
        let known = ["code", "up_to", "price", "segment_code", "label"]
        let parts = page.mapping(node, path, known: known, required: ["code", "price"])
        guard let code = page.text(parts["code"], path + ["code"]),
            let price = page.text(parts["price"], path + ["price"])
        else { return nil }
        return TariffBook.Blocks.Step(
            code: code, upTo: page.text(parts["up_to"], path + ["up_to"]), price: price,
            segmentCode: page.text(parts["segment_code"], path + ["segment_code"]),
            label: page.text(parts["label"], path + ["label"]))
    }

    private func allocation(_ node: Node, _ path: [String]) -> TariffBook.Kind? {
        let keys = ["pool", "share", "names"]
        let parts = page.mapping(node, path, known: keys, required: keys)
        guard let pool = page.text(parts["pool"], path + ["pool"]),
            let share = page.text(parts["share"], path + ["share"]),
            let names = page.text(parts["names"], path + ["names"])
        else { return nil }
        return .allocation(pool: pool, share: share, names: names)
    }
}
