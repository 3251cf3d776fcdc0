import Glibc

/// Hands trials to whoever reads its lines, and hears what they came to: the other side of a cluster's driver.
///
/// First it writes what every worker is told (`job`) and has to be (`identity`), then a trial a line. Answers may come in any
/// order, late, or twice, as clusters deliver them: the first one counts. Retries are the driver's affair. What is written first is
/// also what a worker wants to read first, so a worker may be the other side:
///
///     mkfifo back;  tickmark optimize study.toml --dispatch 2 <back | ssh node tickmark worker >back
public final class RemoteExecutor: TrialExecutor {
  private let input: Int32
  private let output: Int32
  private let most: Int
  private let job: String
  private let identity: WorkerIdentity
  private var reader = LineReader()
  private var open: Set<Int64> = []
  private var hasBegun = false
  private var hasEnded = false
  private var writer = LineWriter()

  /// - Parameter inFlight: trials that are out at once.
  public init(inFlight: Int, job: String, identity: WorkerIdentity, input: Int32 = 0, output: Int32 = 1) {
    precondition(inFlight >= 1, "somebody works")
    (most, self.job, self.identity, self.input, self.output) = (inFlight, job, identity, input, output)
  }

  private struct Opening: Encodable {
    let job: String
    let identity: WorkerIdentity
  }

  public var room: Int { most - open.count }

  public func submit(_ trials: [TrialAssignment]) throws {
    if hasEnded { throw WorkerError.remoteEnded }
    if !hasBegun {
      // Whoever answers before reading everything must not be waited for, nor wait for us.
      _ = fcntl(output, F_SETFL, fcntl(output, F_GETFL) | O_NONBLOCK)
      writer.append(try WorkerLine.text(Opening(job: job, identity: identity)))
    }
    hasBegun = true
    for trial in trials {
      writer.append(try WorkerLine.text(WorkerRequest(trial: trial.trial, point: trial.point.values)))
      open.insert(trial.trial)
    }
    try flush()
  }

  public func events(within seconds: Double) throws -> [TrialEvent] {
    try flush()
    guard !hasEnded else {
      usleep(UInt32(seconds * 1e6))
      return []
    }
    var polled = [
      pollfd(fd: input, events: Int16(POLLIN), revents: 0),
      pollfd(fd: output, events: writer.isEmpty ? 0 : Int16(POLLOUT), revents: 0),
    ]
    guard poll(&polled, 2, Int32((seconds * 1_000).rounded(.up))) > 0, polled[0].revents != 0 else { return [] }
    switch reader.read(input) {
    case .lines(let lines): return try lines.compactMap(event)
    case .tooLong: throw WorkerError.refused(reason: "a line of more than \(LineReader.mostBytes) bytes")
    case .end:
      hasEnded = true
      if open.isEmpty { return [] }
      throw WorkerError.remoteEnded
    }
  }

  private func flush() throws {
    if !writer.flush(output) { throw WorkerError.remoteEnded }
  }

  private func event(_ line: ArraySlice<UInt8>) throws -> TrialEvent? {
    let reply = try? WorkerLine.message(WorkerReply.self, line)
    if let ready = reply?.ready {
      guard ready == identity else { throw WorkerError.otherWorker(expected: identity, found: ready) }
      return nil
    }
    guard let reply, let trial = reply.trial, reply.makesSense else {
      return .message("not understood: '\(String(decoding: line.prefix(80), as: UTF8.self))'")
    }
    guard reply.result != nil || reply.failure != nil, open.remove(trial) != nil else { return nil }
    if let result = reply.result { return .finished(trial: trial, result, seconds: reply.seconds ?? 0) }
    return .failed(trial: trial, reason: reply.failure ?? "")
  }

  public func decide(_ trial: Int64, goesOn: Bool) {}

  public func stop() { close(output) }
}
