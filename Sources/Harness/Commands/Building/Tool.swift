import Foundation
import TickmarkMeasurement

/// A program of the surroundings: git, swift.
struct Tool {
  static let git = Tool(name: "git")
  static let swift = Tool(name: "swift")

  let name: String

  /// What it writes, without the last line break; nil where it fails or is not there.
  func output(_ arguments: [String], environment: [String: String]? = nil) -> String? {
    let result = start(arguments, environment)
    guard let result, result.status == 0 else { return nil }
    return result.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// - Throws: `.cannotBuild` with its last line, where it fails.
  func run(
    _ arguments: [String], environment: [String: String]? = nil, failing commit: String
  ) throws(CommandError) {
    guard let result = start(arguments, environment) else {
      throw .cannotBuild(commit: commit, reason: "'\(name)' cannot be started")
    }
    guard result.status == 0 else {
      let lines = (result.errors + "\n" + result.output).split(separator: "\n")
      let reason = lines.first { $0.contains("error:") } ?? lines.last ?? "it said nothing"
      throw .cannotBuild(commit: commit, reason: "'\(name) \(arguments[0])' failed: \(reason.prefix(200))")
    }
  }

  private func start(
    _ arguments: [String], _ environment: [String: String]?
  ) -> (status: Int32, output: String, errors: String)? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [name] + arguments
    if let environment { process.environment = environment }
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    guard (try? process.run()) != nil else { return nil }
    let said = Drain(errors.fileHandleForReading)
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self), said.text)
  }
}
