import ArgumentParser
import TickmarkMeasurement

/// What a run starts its fresh processes with: measures one case and writes the report for its parent.
struct AnswerCommand: ParsableCommand {
  static let name = "answer"
  static let configuration = CommandConfiguration(
    commandName: name, abstract: "Measure one case for a parent process.", shouldDisplay: false)

  @Argument var request: String

  func run() throws {
    try FreshProcess.answer(request, stopwatch: Program.current.stopwatch, operation: Program.current.operation)
  }
}
