import TickmarkBaselines
import TickmarkGating
import TickmarkTypesetting

/// The verdict in a word and a sentence that a first-time reader understands.
public struct Headline: Sendable {
  /// What decides, gravest first.
  public enum Standing: Sendable, CaseIterable {
    case disagreeing, unfit, regressed, overBudget, undecided, incomplete, improved, equivalent, measured
  }

  /// How a format writes what the user named: nothing of it may be read as markup or as a control code.
  public struct Wording: Sendable {
    var name: @Sendable (String) -> String
    var prose: @Sendable (String) -> String

    func row(_ name: String, _ variant: String) -> String { "\(self.name(name)) \(prose(variant))" }

    public static let plain = Wording(name: { "'\(TextWidth.clean($0))'" }, prose: TextWidth.clean)
    public static let markdown = Wording(name: Markdown.code, prose: Markdown.prose)
  }

  public let standing: Standing
  /// One or two words, such as "Regressed".
  public var word: String {
    switch standing {
    case .disagreeing: "Variants disagree"
    case .unfit: "Machine unfit"
    case .regressed: "Regressed"
    case .overBudget: "Over budget"
    case .undecided: "Undecided"
    case .incomplete: "Incomplete"
    case .improved: "Improved"
    case .equivalent: "Equivalent"
    case .measured: "Measured"
    }
  }

  public var mark: String {
    switch standing {
    case .disagreeing: "✗"
    case .unfit, .incomplete: "□"
    case .regressed, .overBudget: "▲"
    case .undecided: "◇"
    case .improved: "▼"
    case .equivalent, .measured: "●"
    }
  }

  private let facts: Facts

  init(_ content: ReportContent) {
    facts = Facts(content)
    standing = facts.standing
  }

  /// What decided, and how many rows of every other kind there are.
  public func sentence(in wording: Wording = .plain) -> String {
    let others = facts.others(than: standing)
    return facts.decisive(for: standing, in: wording) + (others.isEmpty ? "" : "; also " + others) + "."
  }
}

/// The rows that a headline counts.
private struct Facts {
  let content: ReportContent
  let changes: [ComparisonRow]
  let disagreeing: [ReportRow]
  let fired: [ControlRecord]
  let unmatched: [ReportRow]

  init(_ content: ReportContent) {
    self.content = content
    changes = content.comparison?.rows ?? []
    disagreeing = content.rows.filter { $0.status == .disagrees }
    fired = content.controls.filter(\.fired)
    unmatched = content.rows.filter { $0.status == .missing || $0.status == .notCompared }
  }

  var standing: Headline.Standing {
    if !disagreeing.isEmpty { return .disagreeing }
    if !fired.isEmpty { return .unfit }
    if !changes(.regressed).isEmpty { return .regressed }
    if !budgets(.broken).isEmpty { return .overBudget }
    if !changes(.undecided).isEmpty || !budgets(.undecided).isEmpty { return .undecided }
    if content.comparison == nil { return .measured }
    // A comparison without a row has compared nothing: that is no pass.
    if !unmatched.isEmpty || changes.isEmpty { return .incomplete }
    return changes(.improved).isEmpty ? .equivalent : .improved
  }

  func changes(_ verdict: Verdict) -> [ComparisonRow] { changes.filter { $0.verdict == verdict } }

  func budgets(_ outcome: BudgetResult.Outcome) -> [BudgetResult] { content.budgets.filter { $0.outcome == outcome } }

  func decisive(for standing: Headline.Standing, in wording: Headline.Wording) -> String {
    switch standing {
    case .disagreeing:
      let row = disagreeing[0]
      let place = row.after?.agreement.disagreement ?? ""
      return
        "\(counted(disagreeing.count, "variant")) \(disagreeing.count == 1 ? "gives" : "give") other results than the "
        + "reference and \(disagreeing.count == 1 ? "was" : "were") not timed: \(wording.row(row.case, row.variant))"
        + (place.isEmpty ? "" : " (\(wording.prose(place)))")
    case .unfit:
      return
        "the same code timed against itself differs, so this machine cannot measure now and no row is to be believed: "
        + "control \(wording.name(fired[0].case)) \(Units.change(fired[0].ratio)) \(Units.changeInterval(fired[0].interval))"
    case .regressed:
      let verb = changes(.regressed).count == 1 ? "is" : "are"
      let word = changes(.regressed).allSatisfy { Units.isDuration($0.unit) } ? "slower" : "worse"
      return "\(changes(.regressed).count) of \(counted(changes.count, "row")) \(verb) \(word) than "
        + "before by more than the margin: " + worst(changes(.regressed), in: wording)
    case .overBudget:
      let broken = budgets(.broken)
      return
        "\(broken.count) of \(counted(content.budgets.count, "budget")) \(broken.count == 1 ? "is" : "are") broken: "
        + "\(wording.row(broken[0].case, broken[0].variant)) \(BudgetText.actual(broken[0])), limit \(BudgetText.limit(broken[0]))"
    case .undecided:
      return undecidedSentence
    case .incomplete:
      guard !unmatched.isEmpty else { return "no row of this run has another side to compare with" }
      return
        "\(counted(unmatched.count, "row")) could not be compared: \(wording.row(unmatched[0].case, unmatched[0].variant))"
    case .improved:
      return
        "\(changes(.improved).count) of \(counted(changes.count, "row")) \(changes(.improved).count == 1 ? "is" : "are") "
        + "better than before by more than the margin, and none is worse: " + best(changes(.improved), in: wording)
    case .equivalent:
      return (changes.count == 1 ? "the one row is" : "all \(changes.count) rows are") + " within the margin of before"
    case .measured:
      let held = budgets(.held).count
      return "\(counted(content.run.cases.count, "row")) timed; there is no baseline to compare with"
        + (held > 0 ? "; \(held == 1 ? "the budget is" : "all \(held) budgets are") held" : "")
    }
  }

  /// Counts of what is worth knowing beside the standing.
  func others(than standing: Headline.Standing) -> String {
    let counts: [(Headline.Standing, Int, String)] = [
      (.regressed, changes(.regressed).count, "regressed"), (.improved, changes(.improved).count, "improved"),
      (.undecided, changes(.undecided).count, "undecided"),
      (.incomplete, unmatched.count { $0.status == .missing }, "missing"),
      (.incomplete, unmatched.count { $0.status == .notCompared }, "not compared"),
      (.measured, content.rows.count { $0.status == .added }, "added"),
      (.overBudget, budgets(.broken).count, budgets(.broken).count == 1 ? "budget broken" : "budgets broken"),
      (.measured, budgets(.undecided).count, budgets(.undecided).count == 1 ? "budget undecided" : "budgets undecided"),
    ]
    let shown = counts.filter { $0.1 > 0 && ($0.0 != standing || standing == .measured) }
    // What an undecided headline says already.
    let rest = standing == .undecided ? shown.filter { !$0.2.hasSuffix("undecided") } : shown
    return rest.map { "\($0.1) \($0.2)" }.joined(separator: ", ")
  }

  private var undecidedSentence: String {
    let rows = changes(.undecided).count
    let budgets = budgets(.undecided).count
    var parts: [String] = []
    if rows > 0 { parts.append("\(rows) of \(counted(changes.count, "row"))") }
    if budgets > 0 { parts.append("\(budgets) of \(counted(content.budgets.count, "budget"))") }
    return "the samples do not tell for \(parts.joined(separator: " and ")); nothing is known to be worse"
  }

  private func worst(_ rows: [ComparisonRow], in wording: Headline.Wording) -> String {
    // A slower row before a longer list of allocations, whose ratios are larger by nature.
    let timed = rows.filter { $0.metric == "wall" }
    return (timed.isEmpty ? rows : timed).max { $0.ratio < $1.ratio }.map {
      described($0, in: wording) + (rows.count > 1 ? " (the worst)" : "")
    } ?? ""
  }

  private func best(_ rows: [ComparisonRow], in wording: Headline.Wording) -> String {
    rows.min { $0.ratio < $1.ratio }.map { described($0, in: wording) + (rows.count > 1 ? " (the best)" : "") } ?? ""
  }

  private func described(_ row: ComparisonRow, in wording: Headline.Wording) -> String {
    let metric = row.metric == "wall" ? "" : " \(MetricName.words(row.metric))"
    let change =
      row.a == 0
      ? "\(MetricName.quantity(row.a, of: row.metric, unit: row.unit)) → \(MetricName.quantity(row.b, of: row.metric, unit: row.unit))"
      : "\(Units.change(row.ratio)) \(Units.changeInterval(row.interval))"
    return "\(wording.row(row.case, row.variant))\(metric) \(change)"
  }

  private func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
