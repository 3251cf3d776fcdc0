import ArgumentParser
import TickmarkGating
import TickmarkReporting

struct ABCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ab",
    abstract: "Compare two things in pairs: settings of a flag, commits, command lines, environments.",
    discussion: """
      --flag KEY=A,B     the suites with a flag of the program on either setting
      --base REV         the suites of a commit, built once and kept, and of this executable or of --head
      --env 'X=1' 'X=2'  the suites in two environments
      --commands 'A' 'B' any two command lines, or more: each is compared with the first. No shell takes part: quotes and \
      backslashes work, variables and pipes do not

      Both sides run in turn, in random order, in fresh processes with layouts of their own; outputs are compared before \
      anything is timed, and the same side beside itself is the control. Exits 1 where the second is slower, 2 where the \
      samples do not tell and --strict is given, 3 where the control fired, 4 where there is nothing to compare, 5 where \
      the sides disagree.
      """)

  @Option(help: "Two settings of a flag: KEY=A,B.")
  var flag: String?

  @Option(help: "The commit before: a branch, a tag, a hash.")
  var base: String?

  @Option(help: "The commit after; this executable by default.")
  var head: String?

  @Option(
    parsing: .upToNextOption, help: "Two environments as NAME=VALUE …; with --commands, variables for all of them.")
  var env: [String] = []

  @Option(parsing: .upToNextOption, help: "Command lines, each as one argument: before and after, or more.")
  var commands: [String] = []

  @Flag(help: "Remove the builds of commits that earlier comparisons have kept.")
  var prune = false

  @OptionGroup var selection: SelectionOptions
  @OptionGroup(title: "Command lines") var programs: ProgramOptions

  @Option(help: "Fresh processes a row of suites at most (10).")
  var processes: Int?

  @Option(help: "Seconds of rounds in each process of suites (0.1); or for all rounds of command lines (10).")
  var seconds: Double?

  @Option(help: "Relative change that counts as one (0.01 is 1 %).")
  var margin = PairedPlan.smallestMargin

  @Option(help: "Seconds after which a process of suites is given up (300).")
  var timeout: Int?

  @Option(help: "Seed of the order of the runs and of their layouts.")
  var seed: UInt64 = 1

  @Flag(help: "Exit 2 where the samples do not tell, or a side lacks rows of the other.")
  var strict = false

  @Option(help: "Write a report to this folder; 'auto' is Reports/<date>-<commit>-<machine class>-ab.")
  var report: String?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    let forms = [flag != nil, base != nil, !commands.isEmpty, !env.isEmpty && commands.isEmpty, prune]
    guard forms.count(where: \.self) == 1 else {
      throw ValidationError("give one of --flag, --base, --env, --commands and --prune")
    }
    if head != nil, base == nil { throw ValidationError("--head goes with --base") }
    if commands.isEmpty, !env.isEmpty, env.count != 2 {
      throw ValidationError("--env takes two environments, each as one argument")
    }
    if !commands.isEmpty, commands.count < 2, programs.parameters.isEmpty {
      throw ValidationError("--commands takes two command lines or more, each as one argument; or one and --parameter")
    }
    if let seconds, !(seconds > 0 && seconds <= 86_400) {
      throw ValidationError("--seconds is above 0, at most 86400")
    }
    if !(margin >= 0 && margin < 10) { throw ValidationError("--margin is a fraction from 0 to 10") }
    if let processes, processes < 2 || processes > 1_000 { throw ValidationError("--processes is 2 to 1000") }
    if let timeout, timeout < 1 { throw ValidationError("--timeout is at least 1") }
    try refuseForeignOptions()
  }

  func run() throws {
    let destinations = try output.destinations()
    if prune { return try CommitBuild().prune() }
    let compared = try commands.isEmpty ? compareSuites() : compareCommands()
    let content = compared.content
    let folder = report == "auto" ? Publication.folder(for: content.run) + "-ab" : report
    try Publication(destinations: destinations, folder: folder).publish(content)
    for failure in compared.failures { Messages.error(failure) }
    if content.comparison?.rows.isEmpty ?? true {
      throw CommandError.nothingToCompare("the two sides have no case in common; see 'list'")
    }
    let status = status(of: content.comparison, disagrees: compared.disagrees)
    if status == .passed, !compared.failures.isEmpty { throw ExitStatus.internalError }
    if status != .passed { throw status }
  }

  /// An option that would do nothing is a misunderstanding.
  private func refuseForeignOptions() throws {
    if commands.isEmpty {
      guard let foreign = programs.given.first else { return }
      throw ValidationError("\(foreign) goes with --commands")
    }
    let given = [
      ("--filter", !selection.filter.isEmpty), ("--quick", selection.quick), ("--processes", processes != nil),
      ("--timeout", timeout != nil),
    ]
    guard let foreign = given.first(where: \.1) else { return }
    throw ValidationError("\(foreign.0) does not go with --commands")
  }

  /// What a form came to.
  struct Compared {
    let content: ReportContent
    let disagrees: Bool
    /// Rows that could not be measured.
    let failures: [String]
  }

  private func status(of comparison: Comparison?, disagrees: Bool) -> ExitStatus {
    guard let comparison else { return .internalError }
    if disagrees { return .disagreement }
    if comparison.controls.contains(where: \.fired) { return .unfit }
    let isWhole = comparison.missing.isEmpty && comparison.added.isEmpty
    switch comparison.verdict {
    case .regressed: return .regressed
    case .undecided: return strict ? .undecided : .passed
    case .improved, .equivalent: return strict && !isWhole ? .undecided : .passed
    }
  }
}
