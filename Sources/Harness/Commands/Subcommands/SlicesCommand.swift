import ArgumentParser
import TickmarkMeasurement

/// What two builds are paired with: times slices of one variant as its parent asks for them.
struct SlicesCommand: ParsableCommand {
  static let name = "slices"
  static let configuration = CommandConfiguration(
    commandName: name, abstract: "Time slices of one case for a parent process.", shouldDisplay: false)

  @Argument var request: String

  func run() throws {
    try SliceServer.serve(request, stopwatch: Program.current.stopwatch, operation: Program.current.operation)
  }
}
