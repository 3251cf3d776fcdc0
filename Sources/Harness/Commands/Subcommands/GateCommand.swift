import ArgumentParser

struct GateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gate",
    abstract: "Run, compare with baseline and budgets, and exit by the verdict.",
    discussion: """
      Exits 0 where all is well, 1 for a regression or a broken budget, 2 for something undecided with --strict, 3 where \
      a control fired, 4 where a baseline or a row is absent or cannot be used, 5 where variants disagree.
      """)

  @OptionGroup var selection: SelectionOptions
  @OptionGroup var measuring: MeasuringOptions
  @OptionGroup var gating: GatingOptions
  @OptionGroup var flags: FlagOptions
  @OptionGroup var output: OutputOptions

  @Flag(
    help:
      "Profile rows that regressed or broke a budget, at most \(FlaggedProfiles.limit), beside the baseline's commit.")
  var profile = false

  @Option(help: "Write a report to this folder; 'auto' is Reports/<date>-<commit>-<machine class>.")
  var report: String?

  func run() throws {
    var run = RunCommand()
    run.selection = selection
    run.measuring = measuring
    run.gating = gating
    run.flags = flags
    run.output = output
    run.report = report
    run.profile = profile
    let status = try run.measureAndJudge(budgeted: true)
    if status != .passed { throw status }
  }
}
