/// Which choice every known flag makes, from four places in this order: the command line, the environment, a flag file in
/// flagd's form, and the flag's own default.
///
///     let flags = try Flags(OperationFlags.all, commandLine: ["indicators.list=simd"], environment: …, file: …)
///     flags.evaluate("indicators.list").value          // "simd"
///
/// What does not depend on who asks is decided in `init`: `evaluate` is then a look-up and allocates nothing. The value does
/// not change afterwards; a roll-back is read by the next process, and obeyed at once by the guard that decided it.
public struct Flags: Sendable {
  /// The place that decided.
  public enum Source: Sendable, Equatable {
    case commandLine
    case environment(name: String)
    case file(path: String)
    case builtIn
  }

  public let known: [Flag]
  /// Keys of the file that no known flag has.
  public let unknownKeys: [String]
  private var rules: [String: FlagRule] = [:]
  private var sources: [String: Source] = [:]
  private var plans: [String: GuardPlan] = [:]

  /// - Parameters:
  ///   - commandLine: `KEY=VALUE` each; of two for one flag the later counts.
  ///   - environment: every variable; those that begin with `TICKMARK_FLAG_` must be a flag's. An empty one says nothing.
  ///   - guards: roll-backs on record. The command line and the environment outrank them: somebody wants to look.
  /// - Throws: `malformed`, `unknownFlag` and `unknownChoice` for the command line and the environment; `badGuard` for the
  ///   file's guards. What else is wrong in the file shows in the evaluation of its flag.
  /// - Precondition: no two flags share a key or the name of a variable.
  public init(
    _ known: [Flag], commandLine: [String] = [], environment: [String: String] = [:], file: FlagFile? = nil,
    guards: GuardRecords? = nil
  ) throws(FlagError) {
    precondition(Set(known.map(\.key)).count == known.count, "two flags have one key")
    precondition(Set(known.map(\.environmentName)).count == known.count, "two flags have one environment variable")
    self.known = known
    unknownKeys = (file?.keys ?? []).filter { key in !known.contains { $0.key == key } }
    for flag in known {
      let record = guards?[flag.key]
      rules[flag.key] = .fixed(Evaluation(default: flag).obeying(record, of: flag))
      guard let file, let entry = file[flag.key] else { continue }
      plans[flag.key] = try GuardPlan(metadataOf: entry, for: flag)
      rules[flag.key] = Self.rule(flag, entry, record)
      sources[flag.key] = .file(path: file.path)
    }
    try take(environment: environment)
    for text in commandLine { try take(setting: text) }
  }

  /// What the flag says to whoever has this key and these attributes. Never fails: an error is told beside the default.
  ///
  /// - Complexity: a look-up, without allocation, where the answer is the same for everybody; a hash of the targeting key
  ///   more where they are split by it alone. Other targeting walks its rule, and allocates.
  public func evaluate(
    _ key: String, targetingKey: String? = nil, attributes: [String: FlagValue] = [:]
  ) -> Evaluation {
    switch rules[key] {
    case .fixed(let evaluation): evaluation
    case .split(let split): split.evaluate(targetingKey)
    case .targeted(let entry, let rule): entry.evaluate(rule, targetingKey: targetingKey, attributes: attributes)
    case nil:
      Evaluation(
        key, value: "", variant: nil, reason: .error, errorCode: .flagNotFound,
        errorMessage: "there is no flag '\(key)'")
    }
  }

  /// The choice, for a program that would rather stop than go on with a default that nobody asked for.
  ///
  /// - Throws: `unusable`, `unknownFlag`.
  public func choice(_ key: String, targetingKey: String? = nil) throws(FlagError) -> Evaluation {
    let evaluation = evaluate(key, targetingKey: targetingKey)
    switch evaluation.errorCode {
    case nil: return evaluation
    case .flagNotFound: throw .unknownFlag(key, place: "this program", known: known.map(\.key))
    case .some(let code): throw .unusable(flag: key, code: code, problem: evaluation.errorMessage ?? "unusable")
    }
  }

  public func source(of key: String) -> Source { sources[key] ?? .builtIn }

  /// The guard under which the file rolls the flag out.
  public func guardPlan(of key: String) -> GuardPlan? { plans[key] }

  /// The known flag of this key.
  ///
  /// - Throws: `unknownFlag`, naming `place`.
  public func flag(_ key: String, place: String) throws(FlagError) -> Flag {
    guard let flag = known.first(where: { $0.key == key }) else {
      throw .unknownFlag(key, place: place, known: known.map(\.key))
    }
    return flag
  }

  /// `KEY=VALUE` as a flag and its choice.
  ///
  /// - Throws: `malformed`, `unknownFlag` and `unknownChoice`.
  public func parsed(setting text: String) throws(FlagError) -> (flag: Flag, choice: String) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { throw .malformed(text) }
    let flag = try flag(parts[0], place: "command line")
    try Self.check(parts[1], of: flag, place: "command line")
    return (flag, parts[1])
  }

  private mutating func take(setting text: String) throws(FlagError) {
    let (flag, choice) = try parsed(setting: text)
    fix(flag, choice, .commandLine)
  }

  private mutating func take(environment: [String: String]) throws(FlagError) {
    for name in environment.keys.sorted() where name.hasPrefix(Flag.environmentPrefix) {
      guard let value = environment[name], !value.isEmpty else { continue }
      guard let flag = known.first(where: { $0.environmentName == name }) else {
        throw .unknownFlag(name, place: "environment", known: known.map(\.environmentName))
      }
      try Self.check(value, of: flag, place: name)
      fix(flag, value, .environment(name: name))
    }
  }

  private mutating func fix(_ flag: Flag, _ choice: String, _ source: Source) {
    rules[flag.key] = .fixed(Evaluation(flag.key, value: choice, variant: choice, reason: .fixed))
    sources[flag.key] = source
  }

  private static func check(_ choice: String, of flag: Flag, place: String) throws(FlagError) {
    guard flag.choices.contains(choice) else {
      throw .unknownChoice(choice, flag: flag.key, place: place, choices: flag.choices)
    }
  }

  private static func rule(_ flag: Flag, _ entry: FlagValue, _ record: GuardDecision?) -> FlagRule {
    do throws(TargetingRule.Failure) {
      return FlagRule(try FlagEntry(flag, entry, rolledBack: record))
    } catch {
      return .fixed(Evaluation(flag, failed: error.code, error.message).obeying(record, of: flag))
    }
  }
}
