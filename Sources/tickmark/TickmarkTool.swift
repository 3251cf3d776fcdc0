import ArgumentParser
import TickmarkCommands
import TickmarkFlags
import TickmarkMeasurement
import TickmarkSuites

/// The harness's subcommands over the engine's suites, and the engine's own.
@main struct TickmarkTool: TickmarkProgram {
  static let flags = OperationFlags.all.map {
    ProgramFlag($0.key, values: $0.choices, variable: $0.environmentName)
  }
  static let suites: [Suite] = EngineSuites.all
  static let name = "tickmark"
  static let subcommands: [any ParsableCommand.Type] = [
    DataCommand.self, StoreCommand.self, IndicatorsCommand.self, BacktestCommand.self, RiskCommand.self,
    PortfolioCommand.self, FlagsCommand.self, ChurnCommand.self, CacheCommand.self, OptimizeCommand.self,
    WorkerCommand.self, ServeCommand.self, LoadCommand.self,
  ]
}
