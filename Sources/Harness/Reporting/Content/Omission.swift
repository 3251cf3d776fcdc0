import TickmarkBaselines
import TickmarkGating
import TickmarkTypesetting

/// Something that a reader might take for passed, or for more certain, than it is: it is listed with its reason, in every format.
public struct Omission: Sendable, Equatable {
  /// What happened, gravest first.
  public enum Kind: String, Sendable, CaseIterable {
    case notTimed = "not timed"
    /// What is to be known of a row that regressed.
    case regressed
    case missing
    case notCompared = "not compared"
    case undecided
    case added
    case notMeasured = "not measured"
    case note
    case noChart = "no chart"
  }

  public var kind: Kind
  /// What it happened to; empty for the run as a whole.
  public var names: [String]
  public var reason: String

  /// The names, as many as `limit` allows, and how many more there are.
  func listed(limit: Int, naming name: (String) -> String) -> String {
    let shown = names.prefix(limit).map(name).joined(separator: ", ")
    return shown + (names.count > limit ? " and \(names.count - limit) more" : "")
  }
}

extension ReportContent {
  /// Everything that has no verdict, and why: gravest first, one entry for all that share a reason.
  public var omissions: [Omission] {
    let notes = (comparison?.notes ?? []) + run.notes.filter { !(comparison?.notes.contains($0) ?? false) }
    let all =
      rowOmissions + regressedNotes + undecidedChanges + undecidedBudgets + unmeasured
      + notes.map { Omission(kind: .note, names: [], reason: $0) }
    var places: [String: Int] = [:]
    var merged: [Omission] = []
    for omission in all {
      let key = "\(omission.kind.rawValue)\n\(omission.reason)"
      if let place = places[key] {
        merged[place].names += omission.names
      } else {
        places[key] = merged.count
        merged.append(omission)
      }
    }
    return Omission.Kind.allCases.flatMap { kind in merged.filter { $0.kind == kind } }
  }

  private var rowOmissions: [Omission] {
    rows.compactMap { row in
      switch row.status {
      case .disagrees:
        Omission(kind: .notTimed, names: [row.key], reason: row.after?.agreement.disagreement ?? "its output differs")
      case .missing:
        Omission(kind: .missing, names: [row.key], reason: "only before has it: renamed, removed or filtered out since")
      case .added:
        Omission(kind: .added, names: [row.key], reason: "only this run has it: save a baseline to judge it")
      case .notCompared:
        Omission(kind: .notCompared, names: [row.key], reason: "the comparison has no row for its time")
      case .judged, .alone: nil
      }
    }
  }

  private var undecidedChanges: [Omission] {
    (comparison?.rows ?? []).filter { $0.verdict == .undecided }.map { row in
      let plain =
        "the interval \(Units.changeInterval(row.interval)) crosses the margin of ±\(Units.percent(row.margin))"
      return Omission(kind: .undecided, names: [Self.name(of: row)], reason: row.note ?? plain)
    }
  }

  /// What confirmed a regression, or that nothing could.
  private var regressedNotes: [Omission] {
    (comparison?.rows ?? []).filter { $0.verdict == .regressed }.compactMap { row in
      row.note.map { Omission(kind: .regressed, names: [Self.name(of: row)], reason: $0) }
    }
  }

  private static func name(of row: ComparisonRow) -> String {
    row.key + (row.metric == "wall" ? "" : " (\(MetricName.words(row.metric)))")
  }

  private var undecidedBudgets: [Omission] {
    budgets.filter { $0.outcome == .undecided }.map { budget in
      let plain = budget.actual == nil ? "the run does not hold the metric" : "the interval crosses the limit"
      return Omission(
        kind: .undecided, names: ["\(budget.case):\(budget.variant) (budget of \(MetricName.words(budget.metric)))"],
        reason: budget.note ?? plain)
    }
  }

  /// Metrics that the machine could not give: one entry a metric and reason, with the number of rows.
  private var unmeasured: [Omission] {
    var counts: [[String]: Int] = [:]
    for record in run.cases {
      for (metric, value) in record.metrics where value.median == nil {
        counts[[MetricName.words(metric), value.reason ?? "no reason was recorded"], default: 0] += 1
      }
    }
    return counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { entry in
      let name = "\(entry.key[0]) of \(entry.value) row\(entry.value == 1 ? "" : "s")"
      return Omission(kind: .notMeasured, names: [name], reason: entry.key[1])
    }
  }
}
