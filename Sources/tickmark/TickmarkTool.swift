import ArgumentParser
import TickmarkCommands
import TickmarkMeasurement
import TickmarkSuites

/// The harness's subcommands over the engine's suites, and the engine's own.
@main struct TickmarkTool: TickmarkProgram {
  static let suites: [Suite] = EngineSuites.all
  static let name = "tickmark"
  static let subcommands: [any ParsableCommand.Type] = [
    DataCommand.self, IndicatorsCommand.self, BacktestCommand.self, FlagsCommand.self, ChurnCommand.self,
  ]
}
