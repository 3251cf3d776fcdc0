public import TickmarkAgreement

/// What is timed of a variant, and what it gives, which is compared with the reference before anything is timed.
public struct TimedBody {
  /// Calls the body so many times in a row.
  let run: (_ iterations: Int) -> Void
  /// Calls the body once and returns its output.
  let output: () -> any Agreeing
}

extension Variant where Body == TimedBody {
  /// A variant whose body returns its output.
  public init<Output: Agreeing>(_ name: String, _ body: @escaping () -> Output) {
    self.init(
      name,
      TimedBody(run: { iterations in for _ in 0..<iterations { blackHole(body()) } }, output: { body() }))
  }

  /// A variant whose body fills memory that it keeps; `output` reads that memory afterwards, untimed.
  public init<Output: Agreeing>(_ name: String, output: @escaping () -> Output, _ body: @escaping () -> Void) {
    self.init(
      name,
      TimedBody(
        run: { iterations in for _ in 0..<iterations { body() } },
        output: {
          body()
          return output()
        }))
  }
}

/// Takes a value away from the optimiser: whatever made it must be done.
@inline(never) @_optimize(none) public func blackHole<Value>(_ value: Value) {}

/// Takes memory away from the optimiser that a body has written to: every write must be done, read or not.
@inline(never) @_optimize(none) public func blackHole<Value: ~Copyable>(writtenTo value: inout Value) {}
