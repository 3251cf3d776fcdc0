import Foundation
import TickmarkBaselines
import TickmarkGating
import TickmarkReporting

/// A gate on a run file that is there: measured earlier, on another machine, or by another tool.
struct StoredGate {
  let path: String
  let gating: GatingOptions
  /// Only cases that match; all of them without one.
  let filters: [String]

  /// - Returns: what to report, and the status to exit with.
  func judge(settings: Settings) throws -> (content: ReportContent, status: ExitStatus) {
    let run = try selected(RunFile.read(path))
    let suites = BaselineStore.suites(of: run)
    let store = gating.store(settings)
    let stored = try StoredBaselines(suites: suites, machineClass: run.machine.class, in: store)
    let budgetFile = try budgetFile(settings, run: run, stored: stored)
    let expected = { (id: String) in
      Selection.matches(id, anyOf: filters) && suites.contains { id.hasPrefix("\($0)/") }
    }
    var judgement = Judgement(run, stored: stored, margin: gating.margin) { expected($0.case) }
    judgement.budgets = budgetFile?.judge(run, baselines: stored.files, selected: expected) ?? []
    let content = ReportContent(
      title: "Gate", run: run, before: stored.merged, comparison: judgement.comparison, budgets: judgement.budgets,
      command: Publication.command)
    for suite in stored.absent {
      Messages.note(
        "no baseline for '\(suite)' on \(run.machine.class); save one with 'tickmark baseline save --run \(Publication.quoted(path))'"
      )
    }
    // A suite that the run lost as a whole leaves no row that could be missing.
    let others = store.list().filter { $0.machineClass == run.machine.class && !suites.contains($0.suite) }.map(\.suite)
    if !others.isEmpty, filters.isEmpty {
      Messages.note(
        "not in this run, and not judged: \(others.joined(separator: ", ")), stored for \(run.machine.class)")
    }
    return (content, judgement.status(strict: gating.strict, gating: true))
  }

  /// - Throws: `.noMatch` for a filter that no row matches, `.nothingToCompare` for a run without a row.
  private func selected(_ whole: RunFile) throws -> RunFile {
    for filter in filters where !whole.cases.contains(where: { Selection.matches($0.case, anyOf: [filter]) }) {
      throw CommandError.noMatch(filter: filter)
    }
    var run = whole
    run.cases = whole.cases.filter { Selection.matches($0.case, anyOf: filters) }
    run.controls = whole.controls.filter { Selection.matches($0.case, anyOf: filters) }
    run.allocator = whole.allocator?.filter { Selection.matches($0.case, anyOf: filters) }
    guard !run.cases.isEmpty else {
      throw CommandError.nothingToCompare("'\(path)' holds no row to judge; measure or import one")
    }
    return run
  }

  /// Checked against what the program has, the run, and what is stored of it: a budget of anything else is a typing error.
  private func budgetFile(_ settings: Settings, run: RunFile, stored: StoredBaselines) throws -> BudgetFile? {
    guard let file = try gating.unchecked(settings) else { return nil }
    let suites = Program.current.suites
    let own = suites.isEmpty ? [] : try Selection(suites: suites, filters: [], includeLarge: true).all
    let rows = (run.cases + stored.files.flatMap(\.cases)).map { (case: $0.case, variants: [$0.variant]) }
    try file.check(against: own.map { ("\($0.id)", $0.variants) } + rows)
    return file
  }
}
