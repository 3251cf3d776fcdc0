import CTickmarkLifetime
public import Foundation
import Glibc
import Synchronization
import TickmarkStatistics

/// Measures cases in new processes of this executable, each with another layout of environment, stack and heap.
public struct FreshProcess: Sendable {
  public let executable: URL
  /// What leads the executable to `answer`, before the request.
  public let arguments: [String]
  public let timeoutSeconds: Int

  public init(executable: URL, arguments: [String], timeoutSeconds: Int = 300) {
    self.executable = executable
    self.arguments = arguments
    self.timeoutSeconds = timeoutSeconds
  }

  /// What the child is asked, as its last argument.
  public struct Request: Codable, Sendable {
    public var id: CaseID
    public var plan: MeasurementPlan
    /// Which of the processes of the case this is.
    public var index: Int
    /// The process that asks; the child ends with it.
    public var parent = ProcessInfo.processInfo.processIdentifier

    public init(id: CaseID, plan: MeasurementPlan, index: Int) {
      self.id = id
      self.plan = plan
      self.index = index
    }

    var seed: UInt64 { plan.seed &+ UInt64(index) &* 0x9E37_79B9_7F4A_7C15 }
  }

  /// Starts a process, waits for its report and returns it.
  public func measure(_ request: Request) throws -> ProcessReport {
    let process = Process()
    process.executableURL = executable
    let encoded = try JSONEncoder().encode(request)
    process.arguments = arguments + [String(decoding: encoded, as: UTF8.self)]
    process.environment = Self.environment(seed: request.seed)
    let output = Pipe()
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    do { try process.run() } catch {
      throw MeasurementError.cannotStart(executable: executable.path, reason: error.localizedDescription)
    }
    let overdue = Overdue(process, seconds: timeoutSeconds)
    let messages = Drain(errors.fileHandleForReading)
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    if overdue.cancel() { throw MeasurementError.timedOut(case: "\(request.id)", seconds: timeoutSeconds) }
    guard process.terminationStatus == 0, process.terminationReason == .exit else {
      throw MeasurementError.processFailed(
        case: "\(request.id)", status: process.terminationStatus,
        signalled: process.terminationReason == .uncaughtSignal, lastLine: messages.reason())
    }
    guard let report = try? JSONDecoder().decode(ProcessReport.self, from: data) else {
      throw MeasurementError.unreadableReport(case: "\(request.id)")
    }
    return report
  }

  /// In the child: measures what it was asked and writes the report.
  ///
  /// - Parameters:
  ///   - stopwatch: made from the process's own seed.
  ///   - operation: finds the operation of a case, building its inputs.
  public static func answer(
    _ request: String, stopwatch: (_ seed: UInt64) -> any Stopwatch, operation: (CaseID) throws -> Operation?
  ) throws {
    let request = try JSONDecoder().decode(Request.self, from: Data(request.utf8))
    // Nobody would read the report of a run that was interrupted, and the next run would be measured beside this one.
    guard tickmark_end_with_parent(request.parent) != 0 else { exit(EXIT_FAILURE) }
    // What a suite prints must not end up in the report.
    let output = dup(STDOUT_FILENO)
    dup2(STDERR_FILENO, STDOUT_FILENO)
    var random = SplitMix64(seed: request.seed)
    // Never given back: it shifts the phase of every later allocation.
    blackHole([UInt8](repeating: 1, count: Int(random.next() % 256) * 16 + 16))
    guard let operation = try operation(request.id) else {
      throw MeasurementError.unreadableReport(case: "\(request.id)")
    }
    let measurement = CaseMeasurement(
      operation, id: request.id, plan: request.plan, stopwatch: stopwatch(request.seed))
    let report = measurement.measure(seed: random.next())
    let handle = FileHandle(fileDescriptor: output, closeOnDealloc: true)
    try handle.write(contentsOf: JSONEncoder().encode(report))
  }

  /// This process's environment with a pad of random length, which moves the stack.
  private static func environment(seed: UInt64) -> [String: String] {
    var random = SplitMix64(seed: seed ^ 0xA5A5)
    var environment = ProcessInfo.processInfo.environment
    environment["TICKMARK_PADDING"] = String(repeating: "x", count: Int(random.next() % 4_096))
    return environment
  }
}

/// Kills a process that takes too long.
private final class Overdue: Sendable {
  private enum State { case waiting, struck, cancelled }
  private let state = Mutex(State.waiting)

  init(_ process: Process, seconds: Int) {
    let pid = process.processIdentifier
    DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(seconds)) { [weak self] in
      self?.state.withLock { state in
        guard state == .waiting else { return }
        state = .struck
        kill(pid, SIGKILL)
      }
    }
  }

  /// Calls the killer off; returns whether it had already struck.
  func cancel() -> Bool {
    state.withLock { state in
      if state == .waiting { state = .cancelled }
      return state == .struck
    }
  }
}

/// Reads a pipe to its end on another thread, so that a talkative child never blocks.
private final class Drain: Sendable {
  private let group = DispatchGroup()
  private nonisolated(unsafe) var text = ""  // written once inside the group, read after it

  init(_ handle: FileHandle) {
    DispatchQueue.global().async(group: group) { [self] in
      text = String(decoding: handle.readDataToEndOfFile(), as: UTF8.self)
    }
  }

  /// The line that says why: where the process trapped a stack follows it, so the last line would be an address.
  func reason() -> String {
    group.wait()
    let lines = text.split(separator: "\n")
    return (lines.last { $0.contains("Fatal error: ") } ?? lines.last).map(String.init) ?? ""
  }
}
