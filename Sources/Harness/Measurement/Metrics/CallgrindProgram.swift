package import Foundation
import Glibc

/// An executable whose one call (`SingleCall`) callgrind can watch: a copy without its debugging information, which valgrind
/// 3.19 gives up over where Swift wrote it.
package final class CallgrindProgram {
  /// Why nothing can be watched with this build on this machine.
  package enum Obstacle: Error, Sendable, Equatable, CustomStringConvertible {
    case missing(program: String, package: String)
    /// valgrind 3.19 knows nothing beyond AVX2.
    case beyondValgrind(instructionSet: String)
    case notCopied(reason: String)

    package var description: String {
      switch self {
      case .missing(let program, let package):
        "\(program) is not installed; 'apt-get install \(package)' brings it"
      case .beyondValgrind(let set):
        "callgrind does not know \(set); build with TICKMARK_CPU=haswell to count them"
      case .notCopied(let reason): reason
      }
    }
  }

  private let arguments: [String]
  private let timeoutSeconds: Int
  private let copy: URL
  /// Where the copy is, as callgrind names it.
  package var path: String { copy.path }
  /// Nil where calls can be watched.
  package let obstacle: Obstacle?

  /// - Parameters:
  ///   - arguments: what leads the executable to `SingleCall`, before the request.
  ///   - folder: where the copy lies; whoever ends the program early removes it.
  package init(_ executable: URL, arguments: [String], timeoutSeconds: Int, in folder: URL) {
    self.arguments = arguments
    self.timeoutSeconds = timeoutSeconds
    copy = folder.appendingPathComponent("tickmark-\(UUID().uuidString)")
    obstacle = Self.obstacle ?? Self.strip(executable, to: copy)
  }

  deinit { try? FileManager.default.removeItem(at: copy) }

  package struct Answer: Sendable {
    /// What callgrind said.
    package let messages: String
    /// Why no call was made: an output that differs, or `absent`.
    package let refusal: String?
  }

  /// Has one call made under callgrind, which collects within `measuredCall` alone.
  package func watch(
    _ request: SingleCall.Request, options: [String]
  ) throws(MeasurementError) -> Answer {
    let process: ChildProcess
    do {
      process = try ChildProcess(
        executable: "valgrind",
        // Without a debugger's pipes, which stay behind where it is killed.
        arguments: ["--tool=callgrind", "--vgdb=no", "--toggle-collect=*12measuredCall*"] + options + [copy.path]
          + arguments
          + [String(decoding: try JSONEncoder().encode(request), as: UTF8.self)],
        environment: ProcessInfo.processInfo.environment)
    } catch { throw .cannotStart(executable: "valgrind", reason: "\(error)") }
    let overdue = Overdue(process.identifier, seconds: timeoutSeconds)
    let messages = Drain(process.errors)
    let answer = String(decoding: process.output.readDataToEndOfFile(), as: UTF8.self)
    let end = process.wait()
    if overdue.cancel() { throw .timedOut(case: "\(request.id)", seconds: timeoutSeconds) }
    guard end.status == 0, !end.isSignalled else {
      throw .processFailed(
        case: "\(request.id)", status: end.status, signalled: end.isSignalled, lastLine: messages.reason)
    }
    let refusal = answer.hasPrefix("refused ") ? answer.dropFirst("refused ".count).prefix { $0 != "\n" } : nil
    return Answer(messages: messages.text, refusal: refusal.map(String.init))
  }

  /// What stands in the way of any executable of this build's instruction set.
  package static var obstacle: Obstacle? {
    if InstructionSet.built > .haswell { return .beyondValgrind(instructionSet: InstructionSet.built.name) }
    if !ProgramSearch.isThere("valgrind") { return .missing(program: "valgrind", package: "valgrind") }
    return ProgramSearch.isThere("strip") ? nil : .missing(program: "strip", package: "binutils")
  }

  /// Why the copy could not be made; nil where it was.
  private static func strip(_ executable: URL, to copy: URL) -> Obstacle? {
    let path = executable.resolvingSymlinksInPath().path
    guard
      let strip = try? ChildProcess(
        executable: "strip", arguments: ["--strip-debug", "-o", copy.path, path],
        environment: ProcessInfo.processInfo.environment)
    else { return .notCopied(reason: "strip cannot be started") }
    let messages = Drain(strip.errors)
    _ = strip.output.readDataToEndOfFile()
    return strip.wait().status == 0 ? nil : .notCopied(reason: "strip failed: \(messages.reason)")
  }
}
