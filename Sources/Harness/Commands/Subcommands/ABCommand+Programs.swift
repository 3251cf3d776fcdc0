import TickmarkGating
import TickmarkMeasurement
import TickmarkReporting

extension ABCommand {
  /// Command lines, each with the first.
  func compareCommands() throws -> Compared {
    let expanded = try CommandTemplates(
      commands: commands, parameters: programs.parameters, prepare: programs.prepare, setup: programs.setup,
      cleanup: programs.cleanup
    ).expanded()
    guard expanded.count >= 2 else { throw CommandError.contradiction("--commands gives one command only; name two") }
    let surroundings = ProgramSurroundings(
      setting: try env.flatMap { try Variables.parse($0) }, input: programs.input,
      ignoresFailure: programs.ignoreFailure)
    let comparison = ProgramComparison(expanded, in: surroundings, seed: seed)
    let outcome = try Interruption.cleaningUp(with: comparison.cleanUp) {
      try comparison.setUp()
      if programs.compareOutput { try comparison.compareOutputs() }
      // Without a number of rounds one run tells how many fit.
      try comparison.warmUp(max(programs.warmup ?? 1, programs.rounds == nil ? 1 : 0))
      return try comparison.compare(rounds: programs.rounds, seconds: seconds ?? 10, margin: margin)
    }
    let title = expanded.count == 2 ? "Two commands" : "\(expanded.count) commands"
    let content = ReportContent(
      title: title, run: outcome.after, before: outcome.before, comparison: outcome.comparison,
      command: Publication.command)
    return Compared(content: content, disagrees: false, failures: [])
  }
}
