import TickmarkBaselines
import TickmarkGating
import TickmarkMeasurement
import TickmarkProfiling
import TickmarkReporting

/// Profiles the rows that a run flags: regressed, or over a budget. What fails is said in the report, and never costs it.
struct FlaggedProfiles {
  /// Rows at most: each takes seconds, and a build of its baseline's commit.
  static let limit = 5
  private static let seconds = 3.0

  /// What stands in the report, and the files of each profile by their path in the report's folder.
  private(set) var links: [ProfileLink] = []
  private(set) var files: [String: String] = [:]
  private var folders = ProfileFolders()

  init() {}

  init(_ judgement: Judgement, selection: Selection, stored: StoredBaselines, timeoutSeconds: Int) {
    let flagged = Self.flagged(judgement)
    let ids = Dictionary(selection.entries.map { ("\($0.id)", $0.id) }, uniquingKeysWith: { first, _ in first })
    let session = ProfileSession(seconds: Self.seconds, tool: nil, heap: false, timeoutSeconds: timeoutSeconds)
    defer { Messages.endProgress() }
    for (index, row) in flagged.enumerated() {
      guard index < Self.limit, let id = ids[row.case] else {
        let reason =
          index < Self.limit
          ? "the selection does not have it"
          : "only \(Self.limit) rows are; profile it with 'profile \(row.case) --variant \(row.variant)'"
        links.append(ProfileLink(name: row.key, note: "not profiled: \(reason)"))
        continue
      }
      Messages.progress("profiling \(row.key)")
      add(row, id, session, baseline: stored.files.first { $0.cases.contains { $0.key == row.key } })
    }
    for link in links { Messages.note("profile of \(link.name): \(link.path ?? link.note ?? "")") }
  }

  private mutating func add(_ row: Row, _ id: CaseID, _ session: ProfileSession, baseline: RunFile?) {
    var note: String?
    var opposite: ProfileSession.Opposite?
    if let baseline {
      do { opposite = try .commit(baseline.commit, in: CommitBuild()) } catch {
        note = "without a difference: \(error)"
      }
    } else {
      note = "without a difference: no baseline has the row"
    }
    do {
      let made: ProfileFiles
      do { made = try session.profile(id, variant: row.variant, against: opposite) } catch  where opposite != nil {
        note = "without a difference: \(error)"
        made = try session.profile(id, variant: row.variant)
      }
      let folder = "profiles/" + folders.next(for: id, variant: row.variant)
      for (name, text) in try made.texts() { files["\(folder)/\(name)"] = text }
      links.append(ProfileLink(name: row.key, path: "\(folder)/README.md", note: note))
    } catch {
      links.append(ProfileLink(name: row.key, note: "not profiled: \(error)"))
    }
  }

  private struct Row: Hashable {
    let `case`: String
    let variant: String
    var key: String { "\(self.case):\(variant)" }
  }

  /// Each once, in the order of the comparison, then of the budgets.
  private static func flagged(_ judgement: Judgement) -> [Row] {
    let worse = (judgement.comparison?.rows ?? []).filter { $0.verdict == .regressed }
    let broken = judgement.budgets.filter { $0.outcome == .broken }
    var rows: [Row] = []
    for row in worse.map({ Row(case: $0.case, variant: $0.variant) })
      + broken.map({ Row(case: $0.case, variant: $0.variant) }) where !rows.contains(row)
    { rows.append(row) }
    return rows
  }
}
