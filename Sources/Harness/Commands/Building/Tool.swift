import Foundation
import TickmarkMeasurement

/// A program of the surroundings: git, swift, another build of this one.
struct Tool {
  static let git = Tool(name: "git")
  static let swift = Tool(name: "swift")

  /// What messages call it.
  let name: String
  private let words: [String]

  /// - Parameter name: found on PATH.
  private init(name: String) {
    self.name = name
    words = ["/usr/bin/env", name]
  }

  init(path: String) {
    name = URL(fileURLWithPath: path).lastPathComponent
    words = [path]
  }

  /// What it writes, without the last line break; nil where it fails or is not there.
  func output(_ arguments: [String], environment: [String: String]? = nil) -> String? {
    guard let result = answer(arguments, environment: environment), result.status == 0 else { return nil }
    return result.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// - Throws: `.cannotBuild` with the first error that it tells, else its last line, where it fails.
  func run(
    _ arguments: [String], environment: [String: String]? = nil, failing commit: String
  ) throws(CommandError) {
    guard let result = answer(arguments, environment: environment) else {
      throw .cannotBuild(commit: commit, reason: "'\(name)' cannot be started")
    }
    guard result.status == 0 else {
      let lines = (result.errors + "\n" + result.output).split(separator: "\n")
      let reason = lines.first { $0.contains("error:") } ?? lines.last ?? "it said nothing"
      throw .cannotBuild(commit: commit, reason: "'\(name) \(arguments[0])' failed: \(reason.prefix(200))")
    }
  }

  /// Runs it to its end; nil where it cannot be started.
  func answer(
    _ arguments: [String], environment: [String: String]? = nil
  ) -> (status: Int32, output: String, errors: String)? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: words[0])
    process.arguments = words.dropFirst() + arguments
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
