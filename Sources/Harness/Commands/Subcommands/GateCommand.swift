import ArgumentParser
import TickmarkReporting

struct GateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gate",
    abstract: "Run, compare with baseline and budgets, and exit by the verdict.",
    discussion: """
      Exits 0 where all is well, 1 for a regression or a broken budget, 2 for something undecided with --strict, 3 where \
      a control fired, 4 where a baseline or a row is absent or cannot be used, 5 where variants disagree. With --run \
      nothing is measured: the run file is judged as it is, and no suspect can be measured again.
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

  @Option(name: .customLong("run"), help: "Judge this run file, of 'run' or 'import', in place of measuring.")
  var runFile: String?

  func validate() throws {
    guard runFile != nil else { return }
    try measuring.refuseBesideRun([
      ("--quick", selection.quick), ("--confirm", gating.confirm), ("--flag", !flags.flags.isEmpty),
      ("--profile", profile),
    ])
  }

  func run() throws {
    if let runFile { return try judge(runFile) }
    var run = RunCommand()
    run.selection = selection
    run.measuring = measuring
    run.gating = gating
    run.flags = flags
    run.history = history
    run.output = output
    run.report = report
    run.profile = profile
    let status = try run.measureAndJudge(budgeted: true)
    if status != .passed { throw status }
  }

  /// Judges a run file without measuring.
  private func judge(_ path: String) throws {
    let destinations = try output.destinations()
    let settings = try Settings.load()
    var (content, status) = try StoredGate(path: path, gating: gating, filters: selection.filter)
      .judge(settings: settings)
    let folder = report == "auto" ? Publication.folder(for: content.run) : report
    let publication = Publication(destinations: destinations, folder: folder)
    history.add(to: &content, for: publication, settings: settings)
    try publication.publish(content)
    if status != .passed { throw status }
  }
}
