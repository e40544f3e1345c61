package import Measures

/// The steps of a working as JSON.
package enum WorkingJSON {
    /// Null where no working was kept.
    package static func value(_ working: Working?) -> JSONValue {
        working.map { working in JSONTree.value { write(working, to: &$0) } } ?? .null
    }

    static func write(_ working: Working, to json: inout some JSONSink) {
        json.array { json in for step in working.steps { write(step, to: &json) } }
    }

    private static func write(_ step: Working.Step, to json: inout some JSONSink) {
        json.object { json in
            json.put("kind", .string(step.kind.rawValue))
            json.put("name", .string(step.name))
            json.put("formula", .string(step.formula))
            json.put("inputs", each: step.inputs) { write($0, to: &$1) }
            json.put("exact", .exact(step.exact))
            json.put("result", .string(step.result.description))
            json.put("rounding", step.rounding) { rule, json in
                json.object { json in
                    json.put("places", .count(rule.places))
                    json.put("mode", .string(rule.mode.rawValue))
                }
            }
            json.put("source", .optional(step.source))
        }
    }

    static func write(_ named: NamedFigure, to json: inout some JSONSink) {
        json.object { json in
            json.put("name", .string(named.name))
            json.put("value", .string(named.figure.description))
        }
    }
}
