/// How a bill is named before it has a number: run, batch and place in the batch.
package enum BillID {
    /// Up to 99,999 batches a run and 99,999 bills a batch.
    package static func make(run: Int64, batch: Int, index: Int) -> Int64 {
        precondition(batch < 100_000 && index < 100_000, "a batch holds at most 99,999 bills")
        return run * 10_000_000_000 + Int64(batch) * 100_000 + Int64(index)
    }

    package static func run(of id: Int64) -> Int64 { id / 10_000_000_000 }
    package static func batch(of id: Int64) -> Int { Int(id / 100_000 % 100_000) }

    /// Every id that bills of one run can have.
    package static func all(run: Int64) -> ClosedRange<Int64> {
        make(run: run, batch: 0, index: 0)...make(run: run, batch: 99_999, index: 99_999)
    }

    /// Every id that bills of one batch can have.
    package static func all(run: Int64, batch: Int) -> ClosedRange<Int64> {
        make(run: run, batch: batch, index: 0)...make(run: run, batch: batch, index: 99_999)
    }
}
