import ArgumentParser
import Foundation
import TickmarkBaselines
import TickmarkGating
import TickmarkMeasurement
import TickmarkReporting

struct ABCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ab",
    abstract: "Compare two command lines in pairs.",
    discussion: """
      Both are run in turn, in random order, each time in a fresh process with another layout; the same command beside \
      itself is the control. No shell takes part: quotes and backslashes work, variables and pipes do not. Exits 1 where \
      the second is slower, 2 where the samples do not tell and --strict is given, 3 where the control fired.
      """)

  @Option(parsing: .upToNextOption, help: "The two command lines, each as one argument: before and after.")
  var commands: [String]

  @Option(help: "Runs of each before anything is timed.")
  var warmup = 1

  @Option(help: "Rounds at most, each of both commands; as many as --seconds allow by default.")
  var rounds: Int?

  @Option(help: "Seconds for the comparison; a change is looked at once more in as many.")
  var seconds = 10.0

  @Option(help: "Relative change that counts as one (0.01 is 1 %).")
  var margin = PairedPlan.smallestMargin

  @Option(help: "Seed of the order of the runs and of their layouts.")
  var seed: UInt64 = 1

  @Flag(help: "Time runs that exit with another status than 0, too.")
  var ignoreFailure = false

  @Flag(help: "Exit 2 where the samples do not tell.")
  var strict = false

  @Option(help: "Write a report to this folder.")
  var report: String?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard commands.count == 2 else { throw ValidationError("--commands takes two command lines, each as one argument") }
    if let rounds, rounds < 2 || rounds > 100_000 { throw ValidationError("--rounds is 2 to 100000") }
    if !(seconds > 0 && seconds <= 86_400) { throw ValidationError("--seconds is above 0, at most 86400") }
    if !(margin >= 0 && margin < 10) { throw ValidationError("--margin is a fraction from 0 to 10") }
    if warmup < 0 || warmup > 1_000 { throw ValidationError("--warmup is 0 to 1000") }
  }

  func run() throws {
    let destinations = try output.destinations()
    let comparison = ProgramComparison(
      a: try words(commands[0]), b: try words(commands[1]), names: (commands[0], commands[1]),
      ignoresFailure: ignoreFailure, seed: seed)
    try comparison.warmUp(max(warmup, rounds == nil ? 1 : 0))
    let outcome = try comparison.compare(rounds: rounds, seconds: seconds, margin: margin)
    let content = ReportContent(
      title: "Two commands", run: outcome.after, before: outcome.before, comparison: outcome.comparison,
      command: Publication.command)
    try Publication(destinations: destinations, folder: report).publish(content)
    let status = status(of: outcome.comparison)
    if status != .passed { throw status }
  }

  private func words(_ text: String) throws(CommandError) -> [String] {
    do { return try CommandWords.split(text) } catch {
      switch error {
      case .empty: throw .badCommand(text, problem: "it is empty")
      case .openQuote(let place): throw .badCommand(text, problem: "the quote at character \(place) never closes")
      case .trailingBackslash: throw .badCommand(text, problem: "it ends with a backslash")
      }
    }
  }

  private func status(of comparison: Comparison) -> ExitStatus {
    if comparison.controls.contains(where: \.fired) { return .unfit }
    switch comparison.verdict {
    case .regressed: return .regressed
    case .undecided: return strict ? .undecided : .passed
    case .improved, .equivalent: return .passed
    }
  }
}
