import CTickmarkLifetime
public import Foundation
import Glibc
import TickmarkStatistics

/// Measures cases in new processes of this executable, each with another layout of environment, stack and heap.
public struct FreshProcess: Sendable {
  /// The executable of this process, whatever its name stands for by now: a build that replaces the file in mid-run does not
  /// replace what is measured.
  public static let ownExecutable = URL(fileURLWithPath: "/proc/self/exe")

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
    /// Two variants to time against each other, in place of the whole case.
    public var pair: Pair?
    /// Which of the processes of the case this is.
    public var index: Int
    /// The process that asks; the child ends with it.
    public var parent = ProcessInfo.processInfo.processIdentifier

    public init(id: CaseID, plan: MeasurementPlan, pair: Pair? = nil, index: Int) {
      self.id = id
      self.plan = plan
      self.pair = pair
      self.index = index
    }

    var seed: UInt64 { plan.seed &+ UInt64(index) &* 0x9E37_79B9_7F4A_7C15 }
  }

  /// Has a whole case measured.
  public func measure(_ request: Request) throws -> ProcessReport { try ask(request) }

  /// Has two variants measured against each other; the report's seconds hold the start and the end of the process.
  public func compare(_ id: CaseID, _ pair: Pair, plan: MeasurementPlan, index: Int) throws -> PairReport {
    let start = Clock.wall()
    var report: PairReport = try ask(Request(id: id, plan: plan, pair: pair, index: index))
    report.seconds = Double(Clock.wall() - start) * 1e-9
    return report
  }

  /// Starts a process, waits for its report and returns it.
  private func ask<Report: Decodable>(_ request: Request) throws -> Report {
    let process: ChildProcess
    do {
      process = try ChildProcess(
        executable: executable.path,
        arguments: arguments + [String(decoding: try JSONEncoder().encode(request), as: UTF8.self)],
        environment: Self.environment(seed: request.seed))
    } catch { throw MeasurementError.cannotStart(executable: executable.path, reason: "\(error)") }
    let overdue = Overdue(process.identifier, seconds: timeoutSeconds)
    let messages = Drain(process.errors)
    let data = process.output.readDataToEndOfFile()
    let end = process.wait()
    if overdue.cancel() { throw MeasurementError.timedOut(case: "\(request.id)", seconds: timeoutSeconds) }
    guard end.status == 0, !end.isSignalled else {
      throw MeasurementError.processFailed(
        case: "\(request.id)", status: end.status, signalled: end.isSignalled, lastLine: messages.reason)
    }
    guard let report = try? JSONDecoder().decode(Report.self, from: data) else {
      throw MeasurementError.unreadableReport(case: "\(request.id)")
    }
    return report
  }

  /// In the child: measures what it was asked and writes the report.
  ///
  /// - Parameters:
  ///   - request: a `Request` as JSON.
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
    let report = try report(on: operation, request, stopwatch(request.seed), seed: random.next())
    try FileHandle(fileDescriptor: output, closeOnDealloc: true).write(contentsOf: report)
  }

  private static func report(
    on operation: Operation, _ request: Request, _ stopwatch: any Stopwatch, seed: UInt64
  ) throws -> Data {
    guard let pair = request.pair else {
      let measurement = CaseMeasurement(operation, id: request.id, plan: request.plan, stopwatch: stopwatch)
      return try JSONEncoder().encode(measurement.measure(seed: seed))
    }
    let measurement = PairMeasurement(operation: operation, pair: pair, plan: request.plan, stopwatch: stopwatch)
    guard let report = measurement.measure(seed: seed) else {
      throw MeasurementError.unreadableReport(case: "\(request.id)")
    }
    return try JSONEncoder().encode(report)
  }

  /// This process's environment with a pad of random length, which moves the stack.
  private static func environment(seed: UInt64) -> [String: String] {
    var random = SplitMix64(seed: seed ^ 0xA5A5)
    var environment = ProcessInfo.processInfo.environment
    environment["TICKMARK_PADDING"] = String(repeating: "x", count: Int(random.next() % 4_096))
    return environment
  }
}
