import Foundation
import Glibc
import TickmarkAgreement

/// The parent's end of a `SliceServer`.
package final class SliceProcess {
  private let process: ChildProcess
  private let messages: Drain
  private let name: String
  private let timeoutSeconds: Int
  /// One for the whole life of the process: a timer a question would cost more than the slice.
  private let overdue: Overdue
  private var hasEnded = false
  private var unread = Data()
  /// Where the process was when it was ready.
  private(set) var processor = -1
  /// Why the process will not time anything: an output that differs, or a variant that it lacks.
  package private(set) var refusal: String?

  /// Starts the executable and waits until it is ready.
  package init(
    _ side: ExecutablePair.Side, arguments: [String], _ request: SliceServer.Request, padding: Int,
    timeoutSeconds: Int
  ) throws(MeasurementError) {
    name = "\(request.id)"
    var environment = ProcessInfo.processInfo.environment.merging(side.environment) { $1 }
    environment["TICKMARK_PADDING"] = String(repeating: "x", count: padding)
    do {
      process = try ChildProcess(
        executable: side.executable.path,
        arguments: arguments + [String(decoding: try JSONEncoder().encode(request), as: UTF8.self)],
        environment: environment, hasInput: true)
    } catch { throw .cannotStart(executable: side.executable.path, reason: "\(error)") }
    messages = Drain(process.errors)
    self.timeoutSeconds = timeoutSeconds
    overdue = Overdue(process.identifier, seconds: timeoutSeconds)
    let greeting = try line().split(separator: " ", maxSplits: 1).map(String.init)
    switch greeting.first {
    case "ready": processor = greeting.count > 1 ? Int(greeting[1]) ?? -1 : -1
    case "refused": refusal = greeting.count > 1 ? greeting[1] : "refused"
    default: throw .unreadableReport(case: name)
    }
  }

  deinit {
    _ = overdue.cancel()
    guard !hasEnded else { return }
    // It serves until its input ends; a body that hangs would never see that.
    try? process.input?.close()
    kill(process.identifier, SIGKILL)
    _ = process.wait()
  }

  package var identifier: Int32 { process.identifier }

  /// Keeps the process on one processor, as far as the system allows.
  func stay(on processor: Int) throws(MeasurementError) { _ = try ask("stay \(processor)") }

  package func time(calls: Int) throws(MeasurementError) -> Lap {
    let answer = try ask("slice \(calls)").split(separator: " ").compactMap { UInt64($0) }
    guard answer.count == 2 else { throw .unreadableReport(case: name) }
    return Lap(wall: answer[0], cpu: answer[1])
  }

  /// Has the values of its output written to a file; nil where the program is too old to know how.
  func writeOutput(to path: String) throws(MeasurementError) -> Agreement? {
    let words = try ask("output \(path)").split(separator: " ", maxSplits: 1).map(String.init)
    guard words.count == 2, words[0] == "agreement" else { return nil }
    return try? JSONDecoder().decode(Agreement.self, from: Data(words[1].utf8))
  }

  /// Where the value with this number stands in the output, and what it is.
  func describe(value index: Int) throws(MeasurementError) -> String {
    String(try ask("value \(index)").dropFirst("value ".count))
  }

  private func ask(_ question: String) throws(MeasurementError) -> String {
    do { try process.input?.write(contentsOf: Data("\(question)\n".utf8)) } catch {
      throw ended()
    }
    return try line()
  }

  private func line() throws(MeasurementError) -> String {
    while true {
      if let end = unread.firstIndex(of: 0x0A) {
        let line = String(decoding: unread[unread.startIndex..<end], as: UTF8.self)
        unread = unread[(end + 1)...]
        return line
      }
      let more = process.output.availableData
      guard !more.isEmpty else { throw ended() }
      unread += more
    }
  }

  private func ended() -> MeasurementError {
    hasEnded = true
    let end = process.wait()
    if overdue.cancel() { return .timedOut(case: name, seconds: timeoutSeconds) }
    return .processFailed(
      case: name, status: end.status, signalled: end.isSignalled, lastLine: messages.reason)
  }
}
