import ArgumentParser
import Foundation
import TickmarkBaselines
import TickmarkGating
import TickmarkReporting

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Time suites, write a run file, and compare with the baseline if there is one.",
    discussion: """
      Every variant's output is compared with its reference's before it is timed. The run file goes to \
      .tickmark/runs; --report writes a Markdown report with charts.
      """)

  @OptionGroup var selection: SelectionOptions
  @OptionGroup var measuring: MeasuringOptions
  @OptionGroup var gating: GatingOptions
  @OptionGroup var flags: FlagOptions
  @OptionGroup var history: HistoryOptions
  @OptionGroup var output: OutputOptions

  @Flag(
    help:
      "Profile rows that regressed or broke a budget, at most \(FlaggedProfiles.limit), beside the baseline's commit.")
  var profile = false

  @Option(help: "Write a report to this folder; 'auto' is Reports/<date>-<commit>-<machine class>.")
  var report: String?

  func run() throws {
    let status = try measureAndJudge(budgeted: false)
    if status != .passed { throw status }
  }

  /// - Parameter budgeted: whether budgets, absent baselines and absent rows count.
  func measureAndJudge(budgeted: Bool) throws -> ExitStatus {
    let destinations = try output.destinations()
    let settings = try Settings.load()
    let flags = try flags.apply()
    let chosen = try selection.select(from: Program.current.suites)
    let budgetFile = try gating.budgetFile(settings, selection: chosen)
    let plan = measuring.plan(quick: selection.quick, settings: settings)
    let session = RunSession(
      selection: chosen, plan: plan, timeoutSeconds: measuring.timeout ?? settings.timeoutSeconds ?? 300,
      countsInstructions: measuring.instructions, flags: flags)
    // Read before minutes are spent: a damaged baseline stops here.
    let stored = try StoredBaselines(of: chosen, in: gating.store(settings))
    Messages.detail("\(chosen.entries.count) cases, \(plan.processes) processes each")

    let run = try session.run()
    // A full disk must not cost the results: they are shown first, and the error is thrown after that.
    let archived = Result { try RunArchive.keep(run) }
    let appended = Result { try history.append(run, settings: settings) }
    var judgement = try Judgement(run, session: session, stored: stored, margin: gating.margin, pairing: gating.confirm)
    judgement.budgets = budgetFile?.judge(run, baselines: stored.files) { chosen.expects(case: $0) } ?? []
    let status = judgement.status(strict: gating.strict, gating: budgeted)
    let folder = report == "auto" ? Publication.folder(for: run) : report
    let publication = Publication(destinations: destinations, folder: folder)
    let profiles =
      profile
      ? FlaggedProfiles(judgement, selection: chosen, stored: stored, timeoutSeconds: session.timeoutSeconds)
      : FlaggedProfiles()
    var content = ReportContent(
      title: budgeted ? "Gate" : "Run", run: run, before: stored.merged, comparison: judgement.comparison,
      budgets: judgement.budgets, profiles: profiles.links, command: Publication.command)
    history.add(to: &content, for: publication, settings: settings, isAppended: true)
    try publication.publish(content, attaching: profiles.files)
    let path = try archived.get()
    Messages.note("run file: \(path)")
    try appended.get()
    for suite in stored.absent {
      Messages.note("\(BaselineError.missing(suite: suite, machineClass: run.machine.class))")
    }
    return status
  }
}
