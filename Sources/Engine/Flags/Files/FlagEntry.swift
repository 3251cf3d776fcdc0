/// What a flag file's entry says of one flag.
///
/// Each outcome, that of any variant and that of none, is made once, so that deciding between them is all that is left.
struct FlagEntry: Sendable {
  let flag: Flag
  private let outcomes: [String: Evaluation]
  /// Where the entry or its targeting names no variant.
  let defaultOutcome: Evaluation
  let targeting: TargetingRule?
  private let record: GuardDecision?

  /// - Parameter record: a guard's roll-back; what would be its candidate becomes its control.
  /// - Throws: `parseError` where the entry has no sense.
  init(_ flag: Flag, _ value: FlagValue, rolledBack record: GuardDecision?) throws(TargetingRule.Failure) {
    self.flag = flag
    self.record = record
    guard let entry = value.object, let state = entry["state"]?.text, ["ENABLED", "DISABLED"].contains(state) else {
      throw .entry("no 'state' of ENABLED or DISABLED")
    }
    guard state == "ENABLED" else {
      outcomes = [:]
      defaultOutcome = Evaluation(default: flag, reason: .disabled).obeying(record, of: flag)
      targeting = nil
      return
    }
    guard let variants = entry["variants"]?.object, !variants.isEmpty else { throw .entry("no 'variants'") }
    let rule = entry["targeting"] ?? .null
    let targeting = rule == .null || rule == .object([:]) ? nil : try TargetingRule(rule)
    let name: String?
    switch entry["defaultVariant"] ?? .null {
    case .null: name = nil
    case .text(let text): name = text
    default: throw .entry("a 'defaultVariant' that is no text")
    }
    func outcome(_ variant: String, _ reason: Evaluation.Reason) -> Evaluation {
      Self.outcome(flag, variant, variants, reason).obeying(record, of: flag)
    }
    self.targeting = targeting
    outcomes = variants.reduce(into: [:]) { $0[$1.key] = outcome($1.key, .targetingMatch) }
    defaultOutcome =
      name.map { outcome($0, targeting == nil ? .fixed : .default) }
      ?? Evaluation(default: flag).obeying(record, of: flag)
  }

  /// The outcome of a variant that targeting names.
  func outcome(of variant: String, hasSplit: Bool) -> Evaluation {
    guard let outcome = outcomes[variant] else {
      return failed(.general, "targeting names the variant '\(variant)', which the entry does not have")
    }
    guard hasSplit, outcome.reason == .targetingMatch else { return outcome }
    return Evaluation(outcome.flagKey, value: outcome.value, variant: outcome.variant, reason: .split)
  }

  /// The default choice with what went wrong, which a guard may have taken back, too.
  func failed(_ code: Evaluation.ErrorCode, _ message: String) -> Evaluation {
    Evaluation(flag, failed: code, message).obeying(record, of: flag)
  }

  private static func outcome(
    _ flag: Flag, _ variant: String, _ variants: [String: FlagValue], _ reason: Evaluation.Reason
  ) -> Evaluation {
    guard let value = variants[variant] else {
      return Evaluation(flag, failed: .general, "'defaultVariant' names '\(variant)', which is no variant of the entry")
    }
    guard let choice = value.text, flag.choices.contains(choice) else {
      return Evaluation(
        flag, failed: .typeMismatch,
        "the value of variant '\(variant)' is none of \(flag.choices.joined(separator: ", "))")
    }
    return Evaluation(flag.key, value: choice, variant: variant, reason: reason)
  }
}

extension TargetingRule.Failure {
  fileprivate static func entry(_ problem: String) -> TargetingRule.Failure {
    TargetingRule.Failure(code: .parseError, message: "its entry in the flag file has \(problem)")
  }
}
