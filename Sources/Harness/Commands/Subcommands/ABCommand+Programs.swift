import TickmarkGating
import TickmarkMeasurement
import TickmarkReporting

extension ABCommand {
  /// Command lines, each with the first.
  func compareCommands() throws -> (content: ReportContent, disagrees: Bool) {
    let expanded = try CommandTemplates(
      commands: commands, parameters: programs.parameters, prepare: programs.prepare, setup: programs.setup,
      cleanup: programs.cleanup
    ).expanded()
    guard expanded.count >= 2 else { throw CommandError.contradiction("--commands gives one command only; name two") }
    guard expanded.count <= 64 else {
      throw CommandError.contradiction("--commands and --parameter give \(expanded.count) commands; 64 are the most")
    }
    let surroundings = ProgramSurroundings(
      setting: try env.flatMap { try Variables.parse($0) }, input: programs.input,
      ignoresFailure: programs.ignoreFailure)
    let comparison = ProgramComparison(expanded, in: surroundings, seed: seed)
    try comparison.setUp()
    defer { comparison.cleanUp() }
    if programs.compareOutput { try comparison.compareOutputs() }
    try comparison.warmUp(max(programs.warmup, programs.rounds == nil ? 1 : 0))
    let outcome = try comparison.compare(rounds: programs.rounds, seconds: seconds ?? 10, margin: margin)
    let title = expanded.count == 2 ? "Two commands" : "\(expanded.count) commands"
    let content = ReportContent(
      title: title, run: outcome.after, before: outcome.before, comparison: outcome.comparison,
      command: Publication.command)
    return (content, false)
  }
}
