import Measures

extension Formula {
    /// Its value where every name has one; nil where it needs a bill to say.
    func value(_ value: (String) -> Exact?) -> Exact? {
        switch self {
        case .number(let number): return number
        case .name(let name, _): return value(name)
        case .negate(let inner): return inner.value(value).map { -$0 }
        case .not(let inner): return inner.value(value).map { $0.isZero ? .one : .zero }
        case .pair(let op, let left, let right):
            guard let left = left.value(value), let right = right.value(value) else { return nil }
            return op.applied(left, right)
        case .choose(let condition, let yes, let no):
            return condition.value(value).flatMap { ($0.isZero ? no : yes).value(value) }
        case .word, .call: return nil
        }
    }
}

extension Formula.Operator {
    fileprivate func applied(_ left: Exact, _ right: Exact) -> Exact {
        func truth(_ isTrue: Bool) -> Exact { isTrue ? .one : .zero }
        switch self {
        case .add: return left + right
        case .subtract: return left - right
        case .multiply: return left * right
        case .divide: return left / right
        case .less: return truth(left < right)
        case .lessOrEqual: return truth(!(right < left))
        case .equal: return truth(left == right)
        case .notEqual: return truth(left != right)
        case .moreOrEqual: return truth(!(left < right))
        case .more: return truth(right < left)
        case .and: return truth(!left.isZero && !right.isZero)
        case .or: return truth(!left.isZero || !right.isZero)
        }
    }
}

extension Formula {
    /// The names in it, in order.
    var names: [String] {
        switch self {
        case .number, .word: return []
        case .name(let name, _): return [name]
        case .negate(let inner), .not(let inner): return inner.names
        case .pair(_, let left, let right): return left.names + right.names
        case .choose(let condition, let yes, let no):
            return condition.names + yes.names + no.names
        case .call(_, let arguments, _): return arguments.flatMap(\.names)
        }
    }

    var isName: Bool {
        if case .name = self { return true }
        return false
    }
}
