import Foundation

/// Evaluates on threads of this process, until it is stopped.
///
/// `@unchecked`: everything that changes is touched only within `locked`, whose lock the condition's waits give back and take again.
public final class LocalExecutor: TrialExecutor, @unchecked Sendable {
  /// Guards everything below it.
  private let condition = NSCondition()
  private var queue: [TrialAssignment] = []
  private var told: [TrialEvent] = []
  private var decisions: [Int64: Bool] = [:]
  private var taken = 0
  private var isStopped = false

  private let threads: Int
  private let most: Int
  private let asks: Bool

  /// - Parameters:
  ///   - depth: trials that a thread has in line, so that it need not wait for the runner; 1 suits trials that take longer
  ///     than a millisecond, and samplers that learn.
  ///   - asks: whether trials report their steps and wait to be told to go on.
  ///   - evaluator: is called once a thread, on it.
  public init(
    threads: Int, depth: Int = 1, asks: Bool = false, evaluator: @escaping @Sendable () throws -> any TrialEvaluator
  ) {
    precondition(threads >= 1 && depth >= 1, "somebody works")
    self.threads = threads
    most = threads * depth
    self.asks = asks
    for _ in 0..<threads {
      let thread = Thread { [self] in work(with: evaluator) }
      thread.stackSize = 8 << 20
      thread.start()
    }
  }

  public var room: Int { locked { max(0, most - taken) } }

  public func submit(_ trials: [TrialAssignment]) {
    locked {
      queue += trials
      taken += trials.count
      condition.broadcast()
    }
  }

  public func events(within seconds: Double) -> [TrialEvent] {
    let deadline = Date(timeIntervalSinceNow: seconds)
    return locked {
      while told.isEmpty, seconds > 0, condition.wait(until: deadline) {}
      defer { told.removeAll(keepingCapacity: true) }
      return told
    }
  }

  public func decide(_ trial: Int64, goesOn: Bool) {
    locked {
      decisions[trial] = goesOn
      condition.broadcast()
    }
  }

  public func stop() {
    locked {
      isStopped = true
      condition.broadcast()
    }
  }

  private func locked<Result>(_ body: () throws -> Result) rethrows -> Result {
    condition.lock()
    defer { condition.unlock() }
    return try body()
  }
}

/// What the threads do.
extension LocalExecutor {
  private func work(with make: () throws -> any TrialEvaluator) {
    let evaluator = Result { try make() }
    while let trials = next() {
      var untold: [TrialEvent] = []
      var since = SteadyClock.seconds
      for trial in trials {
        untold.append(outcome(of: trial, evaluator))
        // Told one by one, short trials would spend their time waking the runner. Where steps are asked for nothing waits.
        guard asks || SteadyClock.seconds - since > Self.tellingSeconds else { continue }
        tell(untold)
        untold.removeAll(keepingCapacity: true)
        since = SteadyClock.seconds
      }
      tell(untold)
    }
  }

  /// After so long what is known is told once a trial ends. A result may so wait for the next trial of its line: lines are for
  /// short ones (`depth`).
  private static let tellingSeconds = 0.000_5

  /// Some trials of the line; nil once it is stopped.
  private func next() -> [TrialAssignment]? {
    locked {
      while queue.isEmpty, !isStopped { condition.wait() }
      guard !isStopped else { return nil }
      // A part of what there is, so that the others have some.
      let count = max(1, queue.count / (4 * threads))
      defer { queue.removeFirst(count) }
      return Array(queue.prefix(count))
    }
  }

  private func outcome(_ trial: TrialAssignment, _ evaluator: any TrialEvaluator) throws -> TrialEvent {
    let start = SteadyClock.seconds
    let result = try evaluator.evaluate(trial.point) { step, losses in
      asks ? ask(trial.trial, step, losses) : true
    }
    return .finished(trial: trial.trial, result, seconds: SteadyClock.seconds - start)
  }

  private func outcome(of trial: TrialAssignment, _ evaluator: Result<any TrialEvaluator, any Error>) -> TrialEvent {
    do { return try outcome(trial, evaluator.get()) } catch { return .failed(trial: trial.trial, reason: "\(error)") }
  }

  private func tell(_ events: [TrialEvent]) {
    guard !events.isEmpty else { return }
    locked {
      told += events
      taken -= events.count
      condition.broadcast()
    }
  }

  private func ask(_ trial: Int64, _ step: Int, _ losses: [Double]) -> Bool {
    locked {
      told.append(.report(trial: trial, step: step, losses: losses))
      condition.broadcast()
      while decisions[trial] == nil, !isStopped { condition.wait() }
      return decisions.removeValue(forKey: trial) ?? false
    }
  }
}
