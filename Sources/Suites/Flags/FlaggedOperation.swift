import TickmarkAgreement
public import TickmarkFlags
import TickmarkMeasurement

/// An operation that a flag decides about, over an input of its own: what a guard can be tried on.
public struct FlaggedOperation {
  /// What can be done to the candidate so that a guard has something to find.
  public enum Fault: String, CaseIterable, Sendable {
    /// One value of its output is changed.
    case wrong
    /// It does the control's work as well, twice.
    case slow
  }

  public let flag: Flag
  private let makeCall: (GuardPlan, Fault?) throws -> (Guard) -> Void
  private let makeVariants: (_ choice: String) throws -> [Variant<TimedBody>]
  private let agreement: Agreement

  init<Run: FlaggedRun>(_ flag: Flag, agreement: Agreement, _ make: @escaping (_ choice: String) throws -> Run) {
    self.flag = flag
    self.agreement = agreement
    makeVariants = { choice in
      let (reference, chosen) = (try make(flag.choices[0]), try make(choice))
      return [("scalar", reference), ("chosen", chosen)].map { name, run in
        Variant(name, output: { run }) { run.run() }
      }
    }
    makeCall = { plan, fault in
      let control = try make(plan.control)
      let candidate = try make(plan.candidate)
      let burden = fault == .slow ? try make(plan.control) : nil
      return { watch in
        _ = watch.call(
          agreement,
          control: {
            control.run()
            return control
          },
          candidate: {
            candidate.run()
            if let burden { for _ in 0..<2 { burden.run() } }
            if fault == .wrong { candidate.spoil() }
            return candidate
          })
      }
    }
  }

  /// The reference beside what the flag chooses here: what `ab --flag` compares with itself on another setting.
  ///
  /// - Throws: `FlagError` for a setting that is none.
  func measured(elements: Int, under flags: Flags) throws -> Operation {
    let variants = try makeVariants(flags.choice(flag.key).value)
    return Operation(
      flag.key.replacing(".", with: "-"), elements: elements, unit: "cells", agreement: agreement,
      yardsticks: [.vector, .memory]
    ) { variants }
  }

  /// What calls the operation once through a guard of this plan.
  ///
  /// - Throws: where the input cannot be made.
  public func call(under plan: GuardPlan, fault: Fault? = nil) throws -> (Guard) -> Void {
    try makeCall(plan, fault)
  }
}

/// One choice of an operation over one input, and the output of its last run.
protocol FlaggedRun: AnyObject, Agreeing {
  func run()
  /// Changes one value of the output.
  func spoil()
}
