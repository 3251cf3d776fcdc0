import TickmarkBaselines
import TickmarkGating

/// The rows of one suite.
public struct ReportSuite: Sendable {
  public let name: String
  public let rows: [ReportRow]
}

extension ReportSuite {
  /// Every row of the run, then what only the comparison knows of, in order of first appearance.
  static func gathered(run: RunFile, before: RunFile?, comparison: Comparison?) -> [ReportSuite] {
    let changes = Dictionary(grouping: comparison?.rows ?? [], by: \.key)
    let earlier = Dictionary((before?.cases ?? []).map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    let added = Set(comparison?.added ?? [])
    var known: Set<String> = []
    var rows: [ReportRow] = []
    for record in run.cases {
      known.insert(record.key)
      let own = inOrder(changes[record.key] ?? [])
      let status = status(of: record, changes: own, isCompared: comparison != nil, isAdded: added.contains(record.key))
      rows.append(
        ReportRow(
          case: record.case, variant: record.variant, suite: record.suite, after: record, before: earlier[record.key],
          changes: own, status: status))
    }
    for row in comparison?.rows ?? [] where known.insert(row.key).inserted {
      let own = inOrder(changes[row.key] ?? [])
      let verdict = own.first { $0.metric == "wall" }?.verdict
      rows.append(
        ReportRow(
          case: row.case, variant: row.variant, suite: earlier[row.key]?.suite ?? suiteName(of: row.case), after: nil,
          before: earlier[row.key], changes: own, status: verdict.map { .judged($0) } ?? .notCompared))
    }
    for key in comparison?.missing ?? [] where known.insert(key).inserted {
      rows.append(missing(key, record: earlier[key]))
    }
    return bySuite(rows)
  }

  private static func status(
    of record: CaseRecord, changes: [ComparisonRow], isCompared: Bool, isAdded: Bool
  ) -> ReportRow.Status {
    if record.agreement.disagreement != nil { return .disagrees }
    if let wall = changes.first(where: { $0.metric == "wall" }) { return .judged(wall.verdict) }
    if isAdded { return .added }
    return isCompared ? .notCompared : .alone
  }

  private static func missing(_ key: String, record: CaseRecord?) -> ReportRow {
    let colon = key.lastIndex(of: ":")
    let name = String(colon.map { key[..<$0] } ?? key[...])
    let variant = String(colon.map { key[key.index(after: $0)...] } ?? "")
    return ReportRow(
      case: name, variant: variant, suite: record?.suite ?? suiteName(of: name), after: nil, before: record,
      changes: [], status: .missing)
  }

  /// `suite/operation/size` without its last two parts.
  private static func suiteName(of name: String) -> String {
    let parts = name.split(separator: "/")
    return parts.count > 2 ? parts.dropLast(2).joined(separator: "/") : String(parts.first ?? "")
  }

  private static func inOrder(_ changes: [ComparisonRow]) -> [ComparisonRow] {
    changes.filter { $0.metric == "wall" } + changes.filter { $0.metric != "wall" }.sorted { $0.metric < $1.metric }
  }

  private static func bySuite(_ rows: [ReportRow]) -> [ReportSuite] {
    var names: [String] = []
    for row in rows where !names.contains(row.suite) { names.append(row.suite) }
    let groups = Dictionary(grouping: rows, by: \.suite)
    return names.map { ReportSuite(name: $0, rows: groups[$0] ?? []) }
  }
}
