import Foundation

/// Evaluates in processes that are started once and speak JSON lines.
///
/// A worker that dies, takes longer than a trial may or says what makes no sense is replaced. The trial that it was at is tried
/// again, up to a limit, and then fails with the reason; those that were in line behind it have lost nothing.
public final class WorkerPool: TrialExecutor {
  public struct Settings: Sendable {
    /// The program and its arguments.
    public var command: [String]
    public var count: Int
    /// What each worker is told first.
    public var job: String
    /// What each has to compute with; nil takes what the first one says.
    public var identity: WorkerIdentity?
    /// Wall time of one trial; nil waits for ever.
    public var secondsPerTrial: Double?
    /// How often a trial is tried again.
    public var retries: Int
    /// Whether trials report steps; each worker then has one trial at a time.
    public var asks: Bool
    /// Most trials that one worker has in line.
    public var depth: Int

    public init(
      command: [String], count: Int, job: String, identity: WorkerIdentity? = nil, secondsPerTrial: Double? = nil,
      retries: Int = 2, asks: Bool = false, depth: Int = 256
    ) {
      self.command = command
      self.count = count
      self.job = job
      self.identity = identity
      self.secondsPerTrial = secondsPerTrial
      self.retries = retries
      self.asks = asks
      self.depth = depth
    }
  }

  private let settings: Settings
  private let environment: [String: String]
  private var identity: WorkerIdentity?
  private var workers: [WorkerProcess] = []
  /// For which there was no worker yet.
  private var backlog: [TrialAssignment] = []
  private var attempts: [Int64: Int] = [:]
  private var told: [TrialEvent] = []
  private var deaths = 0
  /// Mean seconds of a trial, the last ones counting most.
  private var pace: Double?

  /// Starts the workers.
  ///
  /// - Parameter environment: of the workers; this process's own where there is none.
  /// - Throws: `WorkerError.cannotStart`.
  public init(_ settings: Settings, environment: [String: String]? = nil) throws {
    precondition(settings.count >= 1 && settings.depth >= 1, "somebody works")
    self.settings = settings
    self.environment = (environment ?? ProcessInfo.processInfo.environment).merging(Self.withoutBacktrace) { $1 }
    identity = settings.identity
    // A worker that is gone is an error of a write, not the end of the program.
    signal(SIGPIPE, SIG_IGN)
    for _ in 0..<settings.count { workers.append(try start()) }
  }

  /// A worker that crashes is to be gone at once. What prints a backtrace of it would hold its pipes, and may hang.
  private static let withoutBacktrace = ["SWIFT_BACKTRACE": "enable=no"]

  private func start() throws -> WorkerProcess {
    let worker = try WorkerProcess(settings.command, environment: environment, now: Self.now)
    try worker.send(WorkerRequest(job: settings.job, asks: settings.asks))
    worker.flush()
    return worker
  }

  /// Enough in line for some milliseconds, so that nobody waits for the runner, and no more: what is in line with one cannot
  /// be done by another.
  private var depth: Int {
    guard !settings.asks, settings.depth > 1 else { return 1 }
    guard let pace else { return 1 }
    return min(settings.depth, max(1, Int(Self.lineSeconds / max(pace, 1e-6))))
  }

  private static let lineSeconds = 0.004

  public var room: Int { max(0, workers.count * depth - backlog.count - workers.reduce(0) { $0 + $1.queue.count }) }

  public func submit(_ trials: [TrialAssignment]) throws {
    backlog += trials
    try feed()
  }

  public func decide(_ trial: Int64, goesOn: Bool) {
    guard let worker = workers.first(where: { $0.queue.first?.trial == trial }) else { return }
    try? worker.send(WorkerRequest(trial: trial, goesOn: goesOn))
    worker.flush()
  }

  /// - Throws: `WorkerError` where workers cannot be started, or are others than they should be.
  public func events(within seconds: Double) throws -> [TrialEvent] {
    let deadline = Self.now + seconds
    repeat {
      try listen(within: max(0, min(deadline - Self.now, 0.1)))
      try replaceLost()
      try feed()
    } while told.isEmpty && Self.now < deadline
    defer { told = [] }
    return told
  }

  public func stop() {
    for worker in workers { worker.close() }
    let deadline = Self.now + 0.5
    for worker in workers {
      while !worker.hasEnded, Self.now < deadline { usleep(1_000) }
      _ = worker.end()
    }
    workers = []
  }

  private static var now: Double { SteadyClock.seconds }
}

extension WorkerPool {
  /// The trials in line go to whoever has the least to do.
  private func feed() throws {
    var next = 0
    while next < backlog.count {
      let free = workers.filter { $0.isReady && $0.queue.count < depth }
      guard let worker = free.min(by: { $0.queue.count < $1.queue.count }) else { break }
      try worker.give(backlog[next], now: Self.now)
      next += 1
    }
    backlog.removeFirst(next)
    for worker in workers { worker.flush() }
  }

  private func listen(within seconds: Double) throws {
    var polled = workers.flatMap { worker in
      [
        pollfd(fd: worker.outputEnd, events: Int16(POLLIN), revents: 0),
        pollfd(fd: worker.errorEnd, events: Int16(POLLIN), revents: 0),
        pollfd(fd: worker.inputEnd, events: worker.hasUnsent ? Int16(POLLOUT) : 0, revents: 0),
      ]
    }
    guard poll(&polled, nfds_t(polled.count), Int32((seconds * 1_000).rounded(.up))) > 0 else { return }
    for (index, worker) in workers.enumerated() {
      if polled[3 * index + 1].revents & Int16(POLLIN) != 0 { worker.readErrors() }
      if polled[3 * index + 2].revents & Int16(POLLOUT) != 0 { worker.flush() }
      if polled[3 * index].revents != 0 { _ = try hear(worker) }
    }
  }

  /// Hears what a worker has said; one that has said rubbish, or its last, is replaced.
  ///
  /// - Returns: whether it has said something and may have more to say.
  private func hear(_ worker: WorkerProcess) throws -> Bool {
    switch worker.read() {
    case .lines(let lines):
      for line in lines {
        if let problem = try hear(line, from: worker) {
          try replace(worker, because: problem)
          return false
        }
      }
      return !lines.isEmpty
    case .tooLong: try replace(worker, because: "it said a line of more than \(LineReader.mostBytes) bytes")
    case .end: try replace(worker, because: nil)
    }
    return false
  }

  /// - Returns: what is wrong with it.
  private func hear(_ line: ArraySlice<UInt8>, from worker: WorkerProcess) throws -> String? {
    let rubbish = { "it said '\(String(decoding: line.prefix(80), as: UTF8.self))'" }
    guard let reply = try? WorkerLine.message(WorkerReply.self, line), reply.makesSense else { return rubbish() }
    if let ready = reply.ready {
      if let identity, identity != ready { throw WorkerError.otherWorker(expected: identity, found: ready) }
      identity = ready
      worker.isReady = true
      deaths = 0
      return nil
    }
    guard let trial = reply.trial else {
      guard let failure = reply.failure, !worker.isReady else { return rubbish() }
      throw WorkerError.refused(reason: failure)
    }
    if let step = reply.step, let losses = reply.losses, worker.queue.first?.trial == trial, settings.asks {
      told.append(.report(trial: trial, step: step, losses: losses))
      return nil
    }
    guard reply.result != nil || reply.failure != nil, worker.answers(trial, now: Self.now) else { return rubbish() }
    attempts[trial] = nil
    if let result = reply.result {
      let seconds = reply.seconds ?? 0
      pace = (pace ?? seconds) * 0.9 + seconds * 0.1
      told.append(.finished(trial: trial, result, seconds: seconds))
    } else {
      told.append(.failed(trial: trial, reason: reply.failure ?? ""))
    }
    return nil
  }

  private func replaceLost() throws {
    for worker in workers {
      // Somebody else may have its pipes, so that they do not end with it.
      if worker.hasEnded {
        while try hear(worker) {}
        if workers.contains(where: { $0 === worker }) { try replace(worker, because: nil) }
        continue
      }
      let limit = worker.isReady ? settings.secondsPerTrial : Self.startSeconds
      guard let limit, Self.now - worker.since > limit, !worker.isReady || !worker.queue.isEmpty else { continue }
      try replace(worker, because: "it took longer than \(limit) s")
    }
  }

  private static let startSeconds = 30.0

  /// Ends a worker and starts another; its trials go back in line, the one that it was at at most so often.
  ///
  /// - Parameter problem: nil where it ended by itself.
  /// - Throws: `WorkerError.cannotStart` where no worker comes up any more.
  private func replace(_ worker: WorkerProcess, because problem: String?) throws {
    let ending = worker.end()
    let reason = problem.map { $0 + worker.lastLine } ?? ending
    deaths += worker.isReady ? 0 : 1
    guard deaths <= Self.mostDeaths * settings.count else {
      throw WorkerError.cannotStart(program: settings.command.first ?? "", reason: reason)
    }
    var left = worker.queue
    if let first = left.first {
      attempts[first.trial, default: 0] += 1
      if attempts[first.trial, default: 0] > settings.retries {
        attempts[first.trial] = nil
        left.removeFirst()
        told.append(.failed(trial: first.trial, reason: "its worker was lost \(settings.retries + 1) times; \(reason)"))
      }
    }
    backlog = left + backlog
    told.append(.message("a worker was replaced: \(reason)"))
    workers = try workers.map { $0 === worker ? try start() : $0 }
  }

  /// Starts that come to nothing, a worker.
  private static let mostDeaths = 3
}
