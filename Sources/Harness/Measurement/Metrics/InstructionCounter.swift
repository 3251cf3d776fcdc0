public import Foundation
import Glibc

/// Counts the instructions of one call under callgrind: the same total again and again, whatever else the machine does.
///
/// Only what runs inside `measuredCall` is counted. Compare a variant with itself across commits, never one vector width with
/// another: a wide instruction does the work of several.
public final class InstructionCounter {
  /// What was counted, or why nothing was.
  public enum Outcome: Sendable, Equatable {
    case counted(Int)
    case absent(reason: String)
  }

  /// How far two counts of one call may lie apart and still count as one: addresses differ, and with them hash tables.
  public static let tolerance = 0.001

  private let arguments: [String]
  private let timeoutSeconds: Int
  /// The executable without its debugging information, which valgrind 3.19 gives up over where Swift wrote it.
  private let copy: URL
  private let obstacle: String?

  /// - Parameters:
  ///   - executable: what holds the case; a copy of it without debugging information is run.
  ///   - arguments: what leads the executable to `SingleCall`, before the request.
  ///   - timeoutSeconds: of one count.
  public init(executable: URL, arguments: [String], timeoutSeconds: Int) {
    self.arguments = arguments
    self.timeoutSeconds = timeoutSeconds
    copy = FileManager.default.temporaryDirectory.appendingPathComponent("tickmark-\(UUID().uuidString)")
    obstacle = Self.obstacle() ?? Self.strip(executable, to: copy)
  }

  deinit { try? FileManager.default.removeItem(at: copy) }

  /// Counts twice, in a process each.
  public func count(_ id: CaseID, variant: String) throws(MeasurementError) -> Outcome {
    if let obstacle { return .absent(reason: obstacle) }
    var counts: [Int] = []
    for _ in 0..<2 {
      guard let count = try countOnce(SingleCall.Request(id: id, variant: variant)) else {
        return .absent(reason: "callgrind said no total")
      }
      counts.append(count)
    }
    return Self.judge(counts[0], counts[1])
  }

  private func countOnce(_ request: SingleCall.Request) throws(MeasurementError) -> Int? {
    let process: ChildProcess
    do {
      process = try ChildProcess(
        executable: "valgrind",
        arguments: [
          "--tool=callgrind", "--toggle-collect=*12measuredCall*", "--callgrind-out-file=/dev/null", copy.path,
        ] + arguments + [String(decoding: try JSONEncoder().encode(request), as: UTF8.self)],
        environment: ProcessInfo.processInfo.environment)
    } catch { throw .cannotStart(executable: "valgrind", reason: "\(error)") }
    let overdue = Overdue(process.identifier, seconds: timeoutSeconds)
    let messages = Drain(process.errors)
    _ = process.output.readDataToEndOfFile()
    let end = process.wait()
    if overdue.cancel() { throw .timedOut(case: "\(request.id)", seconds: timeoutSeconds) }
    guard end.status == 0, !end.isSignalled else {
      throw .processFailed(
        case: "\(request.id)", status: end.status, signalled: end.isSignalled, lastLine: messages.reason)
    }
    return Self.total(in: messages.text)
  }

  /// Two counts that agree are one.
  static func judge(_ first: Int, _ second: Int) -> Outcome {
    let (least, most) = (min(first, second), max(first, second))
    guard Double(most - least) <= tolerance * Double(most) else {
      return .absent(reason: "not stable: \(least) in one process, \(most) in another")
    }
    return .counted(least)
  }

  /// The total that callgrind says at its end: `==123== Collected : 4567`.
  static func total(in messages: String) -> Int? {
    for line in messages.split(separator: "\n") {
      guard let mark = line.range(of: "Collected : ") else { continue }
      return Int(line[mark.upperBound...].prefix { $0.isNumber })
    }
    return nil
  }

  /// Why no instruction can be counted with this build on this machine; nil where they can.
  private static func obstacle() -> String? {
    if InstructionSet.built > .haswell {
      return "callgrind does not know \(InstructionSet.built.name); build with TICKMARK_CPU=haswell to count them"
    }
    if !isThere("valgrind") { return "valgrind is not installed; 'apt-get install valgrind' brings it" }
    return isThere("strip") ? nil : "strip is not installed; 'apt-get install binutils' brings it"
  }

  private static func isThere(_ program: String) -> Bool {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
  }

  /// Why the copy could not be made; nil where it was.
  private static func strip(_ executable: URL, to copy: URL) -> String? {
    let path = executable.resolvingSymlinksInPath().path
    guard
      let strip = try? ChildProcess(
        executable: "strip", arguments: ["--strip-debug", "-o", copy.path, path],
        environment: ProcessInfo.processInfo.environment)
    else { return "strip cannot be started" }
    let messages = Drain(strip.errors)
    _ = strip.output.readDataToEndOfFile()
    return strip.wait().status == 0 ? nil : "strip failed: \(messages.reason)"
  }
}
