import ArgumentParser
import TickmarkMeasurement

/// What instructions are counted in: calls one variant once, under a tool that watches from outside.
struct CallCommand: ParsableCommand {
  static let name = "call"
  static let configuration = CommandConfiguration(
    commandName: name, abstract: "Call one variant once for a parent process.", shouldDisplay: false)

  @Argument var request: String

  func run() throws { try SingleCall.perform(request, operation: Program.current.operation) }
}
