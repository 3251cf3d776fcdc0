import ArgumentParser
import Foundation
import Synchronization
import TickmarkMeasurement
import TickmarkSelftest

/// What this process was started as: set once, before the command line is parsed, and read by the subcommands.
struct Program: Sendable {
  let name: String
  let version: String
  let suites: [Suite]
  let subcommands: [any ParsableCommand.Type]
  var flags: [ProgramFlag] = []
  var stopwatch: @Sendable (_ seed: UInt64) -> any Stopwatch = { _ in SystemStopwatch() }

  private static let installed = Mutex<Program?>(nil)

  static var current: Program {
    installed.withLock { $0 } ?? Program(name: executableName, version: "unknown", suites: [], subcommands: [])
  }

  static var executableName: String {
    URL(fileURLWithPath: CommandLine.arguments.first ?? "tickmark").lastPathComponent
  }

  /// The operation of a case, with its inputs built; nil where there is none.
  func operation(_ id: CaseID) throws -> TickmarkMeasurement.Operation? {
    let suite = (suites + Suite.selftests).first { $0.name == id.suite }
    return try suite?.operations(at: id.size).first { $0.name == id.operation }
  }

  func run() -> Never {
    Program.installed.withLock { $0 = self }
    Interruption.install()
    refuseUnsupportedProcessor()
    do {
      var command = try RootCommand.parseAsRoot()
      try command.run()
      Interruption.giveWay()
      Foundation.exit(0)
    } catch {
      exit(with: error)
    }
  }

  private func exit(with error: any Error) -> Never {
    Interruption.giveWay()
    if let status = error as? ExitStatus { Foundation.exit(status.rawValue) }
    if let reportable = error as? any ReportableError {
      Messages.error("\(reportable)")
      Foundation.exit(reportable.exitStatus.rawValue)
    }
    if RootCommand.exitCode(for: error) == .failure {
      Messages.error("unexpected: \(error); please report it with the command that you ran")
      Foundation.exit(ExitStatus.internalError.rawValue)
    }
    RootCommand.exit(withError: error)
  }

  /// A build for a newer processor would die of an illegal instruction somewhere in the middle.
  private func refuseUnsupportedProcessor() {
    guard InstructionSet.built > InstructionSet.supported else { return }
    Messages.error(
      "this program is built for \(InstructionSet.built.name), this processor has \(InstructionSet.supported.name); "
        + "build it again with TICKMARK_CPU=\(InstructionSet.supported.name)")
    Foundation.exit(ExitStatus.badConfiguration.rawValue)
  }
}

/// A status ends a command early without an error of its own: the report has said everything.
extension ExitStatus: Error {}

struct RootCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    let program = Program.current
    return CommandConfiguration(
      commandName: program.name,
      abstract: "Is it faster, by how much, and how sure are we?",
      version: program.version,
      subcommands: [
        RunCommand.self, ABCommand.self, GateCommand.self, BaselineCommand.self, ReportCommand.self,
        ProfileCommand.self, HistoryCommand.self, BisectCommand.self, ImportCommand.self, ExportCommand.self,
        ListCommand.self, SelftestCommand.self, DoctorCommand.self, AnswerCommand.self, SlicesCommand.self,
        CallCommand.self, HeapCommand.self, SpinCommand.self,
      ] + program.subcommands)
  }
}
