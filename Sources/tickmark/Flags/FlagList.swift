import Foundation
import TickmarkFlags

/// What `tickmark flags show` tells: `tickmark.flags/1`.
struct FlagList: Encodable {
  struct Row: Encodable {
    let flagKey: String
    let value: String
    let variant: String?
    let reason: String
    let errorCode: String?
    let errorMessage: String?
    /// Where the choice comes from.
    let source: String
    let choices: [String]
    let defaultChoice: String
    let purpose: String
    let `guard`: Watch?
    /// The roll-back on record, if any.
    let decision: GuardDecision?
  }

  struct Watch: Encodable {
    enum State: String, Encodable { case watching, rolledBack }

    let control: String
    let candidate: String
    let share: Double
    let margin: Double
    let maximumCost: Double
    let state: State
  }

  let schema = "tickmark.flags/1"
  let file: String
  let flags: [Row]
  /// Keys of the file that this program has no flag for.
  let unknown: [String]

  init(_ flags: Flags, _ records: GuardRecords, path: String, targetingKey: String?) {
    file = path
    unknown = flags.unknownKeys
    self.flags = flags.known.map { flag in
      let evaluation = flags.evaluate(flag.key, targetingKey: targetingKey)
      let decision = records[flag.key]
      let watch = flags.guardPlan(of: flag.key).map { plan in
        Watch(
          control: plan.control, candidate: plan.candidate, share: plan.share, margin: plan.margin,
          maximumCost: plan.maximumCost, state: decision?.candidate == plan.candidate ? .rolledBack : .watching)
      }
      return Row(
        flagKey: flag.key, value: evaluation.value, variant: evaluation.variant, reason: evaluation.reason.rawValue,
        errorCode: evaluation.errorCode?.rawValue, errorMessage: evaluation.errorMessage,
        source: Self.spelled(flags.source(of: flag.key)), choices: flag.choices, defaultChoice: flag.defaultChoice,
        purpose: flag.purpose, guard: watch, decision: decision)
    }
  }

  var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Sound: texts and finite numbers only.
    guard let data = try? encoder.encode(self) else { preconditionFailure("a list that JSON can hold") }
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  /// A line a flag within 80 columns, and below it what needs more words.
  var text: String {
    var lines = [Self.columns("flag", "choice", "reason", "choices")]
    for row in flags {
      lines.append(Self.columns(row.flagKey, row.value, row.reason, row.choices.joined(separator: " ")))
      lines += details(of: row).flatMap(Self.wrapped)
    }
    if !unknown.isEmpty { lines.append("in the file and not known here: \(unknown.joined(separator: ", "))") }
    return lines.joined(separator: "\n")
  }

  private func details(of row: Row) -> [String] {
    var lines = row.source == Self.spelled(.builtIn) ? [] : ["from \(row.source)"]
    if let message = row.errorMessage { lines.append("\(row.errorCode ?? "ERROR"): \(message)") }
    if let watch = row.guard {
      lines.append(
        "guard: '\(watch.candidate)' beside '\(watch.control)', \(Self.percent(watch.share)) of calls, "
          + "margin \(Self.percent(watch.margin)): \(watch.state == .watching ? "watching" : "rolled back")")
    }
    if let decision = row.decision {
      lines.append(
        "\(decision.reason.rawValue) on \(decision.time), by \(decision.shadows) of \(decision.calls) calls:")
      lines.append(decision.finding)
    }
    return lines
  }

  /// Words in lines of at most 80 columns, all but the first further in.
  private static func wrapped(_ text: String) -> [String] {
    var lines: [String] = []
    var line = " "
    for word in text.split(separator: " ") {
      if line.count + 1 + word.count > 80 {
        lines.append(line)
        line = "   "
      }
      line += " \(word)"
    }
    return lines + [line]
  }

  private static func columns(_ key: String, _ choice: String, _ reason: String, _ choices: String) -> String {
    [key.padded(to: 22), choice.padded(to: 9), reason.padded(to: 16), choices].joined()
  }

  private static func percent(_ share: Double) -> String {
    let percent = (share * 1e6).rounded() / 1e4
    return Int(exactly: percent).map { "\($0) %" } ?? "\(percent) %"
  }

  private static func spelled(_ source: Flags.Source) -> String {
    switch source {
    case .commandLine: "the command line"
    case .environment(let name): name
    case .file(let path): path
    case .builtIn: "the program"
    }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - count))
  }
}
