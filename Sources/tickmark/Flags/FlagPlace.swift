import ArgumentParser
import Foundation
import TickmarkCommands
import TickmarkFlags

/// Where this command's flag file lies, and what it says together with the command line and the environment.
struct FlagPlace {
  let path: String
  /// Whether somebody named the path, so that a file belongs there.
  let isNamed: Bool

  /// - Parameter option: the command line's path, which outranks the environment's.
  init(_ option: String? = nil) {
    let environment = ProcessInfo.processInfo.environment[FlagFile.pathVariable].flatMap { $0.isEmpty ? nil : $0 }
    isNamed = option != nil || environment != nil
    path = option ?? environment ?? FlagFile.usualPath
  }

  var store: GuardStore { GuardStore(besideFlagFile: path) }

  /// - Throws: `FlagError`, and `missing` where a file was named and has to be there.
  func flags(
    commandLine: [String] = [], usesEnvironment: Bool = true, isFileNeeded: Bool = true
  ) throws(FlagError) -> Flags {
    let file = try FlagFile.read(path)
    if file == nil, isNamed, isFileNeeded { throw .missing(path: path) }
    return try Flags(
      OperationFlags.all, commandLine: commandLine,
      environment: usesEnvironment ? ProcessInfo.processInfo.environment : [:], file: file, guards: store.read())
  }
}

/// `--flag`, of commands whose operations have flags.
struct FlagOptions: ParsableArguments {
  @Option(
    name: .customLong("flag"),
    help: ArgumentHelp(
      "Set a flag, as in indicators.list=simd. May be repeated; outranks the environment and the flag file.",
      valueName: "key=value"))
  var settings: [String] = []

  /// The variant of an operation: what `--variant` names, else what the flag chooses.
  ///
  /// - Throws: `FlagError`; with `--variant` for the command line's own settings only.
  func variant(_ asked: String?, _ flag: TickmarkFlags.Flag) throws(FlagError) -> String {
    if let asked {
      _ = try Flags(OperationFlags.all, commandLine: settings)
      return asked
    }
    let flags = try FlagPlace().flags(commandLine: settings)
    let evaluation = try flags.choice(flag.key)
    if evaluation.reason == .rolledBack {
      Messages.note("'\(flag.key)' is rolled back to '\(evaluation.value)'; 'tickmark flags show' tells why")
    }
    return evaluation.value
  }
}
