/// How a flag is decided, as far as that can be known before anybody asks.
///
/// All but the frequent case lie behind one reference, so that an answer to everybody is a small copy.
enum FlagRule: Sendable {
  case fixed(Evaluation)
  case split(KeySplit)
  indirect case targeted(FlagEntry, TargetingRule)

  init(_ entry: FlagEntry) {
    switch entry.targeting {
    case nil: self = .fixed(entry.defaultOutcome)
    case .fractional(let fractional, by: nil): self = .split(KeySplit(entry, fractional))
    case .some(let rule): self = .targeted(entry, rule)
    }
  }
}

/// A split by targeting key with nothing else about it: a hash, and one of the evaluations made beforehand.
final class KeySplit: Sendable {
  private let fractional: Fractional
  private let outcomes: [Evaluation]
  private let withoutKey: Evaluation
  /// The hash of the flag's key, with which every bucketing value begins.
  private let prefix: MurmurHash3

  init(_ entry: FlagEntry, _ fractional: Fractional) {
    self.fractional = fractional
    outcomes = fractional.variants.map { $0.map { entry.outcome(of: $0, hasSplit: true) } ?? entry.defaultOutcome }
    let failure = TargetingRule.Failure.noTargetingKey
    withoutKey = entry.failed(failure.code, failure.message)
    var prefix = MurmurHash3()
    prefix.append(entry.flag.key)
    self.prefix = prefix
  }

  func evaluate(_ targetingKey: String?) -> Evaluation {
    guard let targetingKey else { return withoutKey }
    var hash = prefix
    hash.append(targetingKey)
    return outcomes[fractional.index(of: hash.finished)]
  }
}

extension FlagEntry {
  func evaluate(
    _ rule: TargetingRule, targetingKey: String?, attributes: [String: FlagValue]
  ) -> Evaluation {
    var context = TargetingContext(flagKey: flag.key, targetingKey: targetingKey, attributes: attributes)
    do throws(TargetingRule.Failure) {
      switch try rule.evaluate(&context) {
      case .null: return defaultOutcome
      case .text(let variant): return outcome(of: variant, hasSplit: context.hasSplit)
      // As flagd has it, so that a condition alone can decide between variants named 'true' and 'false'.
      case .boolean(let value): return outcome(of: value ? "true" : "false", hasSplit: context.hasSplit)
      default: return failed(.general, "targeting gives something that is no variant's name")
      }
    } catch {
      return failed(error.code, error.message)
    }
  }
}
