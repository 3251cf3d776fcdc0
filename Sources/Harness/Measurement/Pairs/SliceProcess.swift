import Foundation
import Glibc

/// The parent's end of a `SliceServer`.
final class SliceProcess {
  private let process: ChildProcess
  private let messages: Drain
  private let name: String
  private var hasEnded = false
  private var unread = Data()
  /// Where the process was when it was ready.
  private(set) var processor = -1
  /// Why the process will not time anything: an output that differs, or a variant that it lacks.
  private(set) var refusal: String?

  /// Starts the executable and waits until it is ready.
  init(
    executable: URL, arguments: [String], _ request: SliceServer.Request, padding: Int
  ) throws(MeasurementError) {
    name = "\(request.id)"
    var environment = ProcessInfo.processInfo.environment
    environment["TICKMARK_PADDING"] = String(repeating: "x", count: padding)
    do {
      process = try ChildProcess(
        executable: executable.path,
        arguments: arguments + [String(decoding: try JSONEncoder().encode(request), as: UTF8.self)],
        environment: environment, hasInput: true)
    } catch { throw .cannotStart(executable: executable.path, reason: "\(error)") }
    messages = Drain(process.errors)
    let greeting = try line().split(separator: " ", maxSplits: 1).map(String.init)
    switch greeting.first {
    case "ready": processor = greeting.count > 1 ? Int(greeting[1]) ?? -1 : -1
    case "refused": refusal = greeting.count > 1 ? greeting[1] : "refused"
    default: throw .unreadableReport(case: name)
    }
  }

  deinit {
    guard !hasEnded else { return }
    // It serves until its input ends; a body that hangs would never see that.
    try? process.input?.close()
    kill(process.identifier, SIGKILL)
    _ = process.wait()
  }

  /// Keeps the process on one processor, as far as the system allows.
  func stay(on processor: Int) throws(MeasurementError) { _ = try ask("stay \(processor)") }

  func time(calls: Int) throws(MeasurementError) -> Lap {
    let answer = try ask("slice \(calls)").split(separator: " ").compactMap { UInt64($0) }
    guard answer.count == 2 else { throw .unreadableReport(case: name) }
    return Lap(wall: answer[0], cpu: answer[1])
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
    return .processFailed(
      case: name, status: end.status, signalled: end.isSignalled, lastLine: messages.reason)
  }
}
