/// Runs a study: has a sampler propose trials, hands each to an executor, and stores what they come to.
///
/// Each turn is one transaction: what has finished, what waits for its turn and what begins. A result is told (`progress`)
/// once it is stored, so what was told survives. Several runners may share one study.
public final class StudyRunner {
  let storage: any StudyStorage
  let sampler: any Sampler
  let executor: any TrialExecutor
  let plan: StudyPlan
  private let surroundings: TrialSurroundings
  private let pruner: (any Pruner)?
  private let clock: () -> Double
  private let start: Double

  public private(set) var progress = StudyProgress()
  /// Handed to the executor, by id.
  private var running: [Int64: Trial] = [:]
  private var waiting = WaitingTrials()
  /// To be stored with the next turn.
  private var changes: [StudyChange] = []
  private var history = StudyHistory()
  private var steps = StepRecord()
  private var nextDuty = 0.0
  private var wasIdle = false
  /// The sampler has no more.
  private var isExhausted = false
  /// No trial of the study waits, nor runs in a process of ours: found now and then.
  private var isAloneDone = false
  /// There may be trials in line.
  private var mayClaim = true
  private var messages: [String] = []

  private struct Trial {
    let number: Int
    let new: NewTrial
  }

  /// - Parameter clock: seconds that pass; the system's where there is none.
  public init(
    storage: any StudyStorage, sampler: any Sampler, pruner: (any Pruner)? = nil, executor: any TrialExecutor,
    surroundings: TrialSurroundings, plan: StudyPlan,
    clock: (() -> Double)? = nil
  ) {
    self.storage = storage
    self.sampler = sampler
    self.pruner = pruner
    self.executor = executor
    self.surroundings = surroundings
    self.plan = plan
    self.clock = clock ?? { SteadyClock.seconds }
    start = self.clock()
  }

  /// Runs until the sampler has no more, time is up or `isStopping`; what is running then is waited for.
  ///
  /// - Parameters:
  ///   - isStopping: is asked several times a second.
  ///   - tell: is given what is worth a line, and the progress after each turn.
  /// - Throws: `StorageError`; what the executor throws. What was stored stays.
  public func run(
    isStopping: () -> Bool = { false }, tell: (StudyProgress, [String]) -> Void = { _, _ in }
  ) throws -> StudyProgress {
    defer { executor.stop() }
    try history.refresh(from: storage)
    while true {
      let stops = isStopping() || plan.seconds.map { clock() - start >= $0 } ?? false
      try duty(stops)
      let turned = try turn(stops)
      let isOver = isOver(stops)
      if isOver { try close() }
      progress.running = running.count
      progress.seconds = clock() - start
      progress.best = history.best
      tell(progress, messages)
      messages = []
      if isOver { return progress }
      for event in try executor.events(within: turned ? 0 : 0.1) { handle(event) }
    }
  }

  /// Nothing is left to do here, nor to be seen to elsewhere.
  private func isOver(_ stops: Bool) -> Bool {
    hasNothing && (stops || (isExhausted && waiting.isEmpty && isAloneDone))
  }

  /// Nothing of ours runs, is to be stored or is to be asked again.
  private var hasNothing: Bool { running.isEmpty && changes.isEmpty && waiting.due.isEmpty }

  /// Trials that still wait for others' go back in line; what others have found counts for the best one too.
  private func close() throws {
    let left = waiting.takeAll()
    if !left.isEmpty { _ = try storage.commit(left.map { .putBack(trial: $0.id, $0.new) }) }
    try history.refresh(from: storage)
  }

  /// What is to be done now and then: signs of life, and what other processes have left or added.
  private func duty(_ stops: Bool) throws {
    let isIdle = isExhausted && hasNothing
    defer { wasIdle = isIdle }
    // Whether the last of ours was the last of all is asked at once.
    guard clock() >= nextDuty || (isIdle && !wasIdle) else { return }
    nextDuty = clock() + (isIdle ? 0.2 : 1)
    let own = Array(running.keys) + waiting.ids
    // Before others are judged by theirs: this process may have been held up itself.
    if !own.isEmpty { _ = try storage.commit(own.map { .heartbeat(trial: $0) }) }
    guard !stops else { return }
    waiting.askAgain(except: Set(running.values.map(\.number)))
    let lost = try storage.failStale(afterSeconds: plan.staleSeconds, retries: plan.retries, except: Set(own))
    if lost > 0 { messages.append("\(lost) trial(s) of lost processes were put back in line or given up") }
    if sampler.isAdaptive { try history.refresh(from: storage, except: Set(running.values.map(\.number))) }
    mayClaim = true
    guard isExhausted else { return }
    let counts = try storage.counts()
    isAloneDone = counts.watched == 0 && counts[.waiting] == 0
    if isAloneDone, counts[.running] > 0, running.isEmpty {
      messages.append("\(counts[.running]) running trial(s) of other programs are not waited for")
    }
  }

  /// Waiting trials come before new ones.
  private func claim() throws {
    guard mayClaim, executor.room > waiting.due.count else { return }
    let room = executor.room - waiting.due.count
    let claimed = try storage.claim(room)
    mayClaim = claimed.count == room
    for trial in claimed {
      if let reason = trial.reason {
        changes.append(.finish(trial: trial.id, .failed(reason: reason)))
      } else {
        let new = complete(trial)
        if sampler.isAdaptive { history.begins(new.point) }
        waiting.isDue(trial.id, new)
      }
    }
  }

  /// A claimed trial; what it leaves open is drawn.
  private func complete(_ trial: StoredTrial) -> NewTrial {
    if let point = trial.point { return new(point) }
    let seed = UInt64(truncatingIfNeeded: trial.number)
    let drawn = RandomSampler(storage.space, seed: seed).point(of: trial.number, history: TrialHistory())
    return new(Point(values: zip(trial.fixed, drawn?.values ?? []).map { $0 ?? $1 }))
  }

  private func new(_ point: Point) -> NewTrial {
    NewTrial(
      point: point, key: plan.deduplicates ? TrialKey(point, of: storage.space, in: surroundings) : nil)
  }

  /// One transaction, and what follows from it.
  ///
  /// - Returns: whether anything happened.
  private func turn(_ stops: Bool) throws -> Bool {
    if !stops { try claim() }
    let asked = waiting.takeDue()
    var all = changes + asked.map { .resume(trial: $0.id, $0.new) }
    if !stops, !isExhausted {
      let count = max(0, min(executor.room - asked.count, Self.mostInTurn - waiting.count))
      all += (0..<count).map { _ in .begin { [self] in propose($0) } }
    }
    guard !all.isEmpty else { return false }
    let told = changes
    changes = []
    let turn = try storage.commit(all)
    let lost = Set(turn.lost)
    for change in told { count(change, lost) }
    if !lost.isEmpty {
      messages.append("\(lost.count) trial(s) of this run had been given up by another; that one's count")
    }
    try start(turn.begun)
    return !turn.begun.isEmpty || !told.isEmpty
  }

  /// Trials that one transaction begins at most, and that wait for equal ones.
  private static let mostInTurn = 512

  private func propose(_ index: Int) -> NewTrial? {
    progress.left = max(0, plan.trials - index)
    guard index < plan.trials, let point = sampler.point(of: index, history: history.seen) else { return nil }
    if sampler.isAdaptive { history.begins(point) }
    return new(point)
  }

  private func start(_ begun: [BegunTrial]) throws {
    var assignments: [TrialAssignment] = []
    for trial in begun {
      switch trial {
      case .run(let id, let number, let new):
        running[id] = Trial(number: number, new: new)
        assignments.append(TrialAssignment(trial: id, point: new.point))
      case .answered(let number, let new, let other, let isPruned):
        if isPruned { progress.pruned += 1 } else { progress.complete += 1 }
        progress.duplicates += 1
        progress.secondsSaved += history.seconds(of: other)
        history.answered(number, new.point)
      case .wait(let id, _, let new, let other): waiting.add(id, new, for: other)
      case .nothing: isExhausted = true
      }
    }
    if !assignments.isEmpty { try executor.submit(assignments) }
  }

  private func losses(_ values: [Double]) -> [Double] { zip(storage.header.directions, values).map { $0.loss($1) } }
}

/// What the executor tells.
extension StudyRunner {
  private func handle(_ event: TrialEvent) {
    switch event {
    case .message(let text): messages.append(text)
    case .report(let id, let step, let losses): report(id, step, losses)
    case .failed(let id, let reason):
      guard let trial = running.removeValue(forKey: id) else { return }
      end(id, trial, .failed(reason: reason), TrialNotes())
    case .finished(let id, let result, let seconds):
      guard let trial = running.removeValue(forKey: id) else { return }
      history.took(seconds, trial.number)
      end(id, trial, outcome(of: result), result.notes)
    }
  }

  private func outcome(of result: TrialResult) -> TrialOutcome {
    if result.values.count != storage.header.directions.count {
      return .failed(reason: "\(result.values.count) values for \(storage.header.directions.count) objectives")
    }
    if result.values.contains(where: \.isNaN) { return .failed(reason: "a value is no number") }
    return result.isPruned ? .pruned(values: result.values) : .complete(values: result.values)
  }

  private func end(_ id: Int64, _ trial: Trial, _ outcome: TrialOutcome, _ notes: TrialNotes) {
    if notes != TrialNotes() { changes.append(.note(trial: id, notes)) }
    changes.append(.finish(trial: id, outcome))
    switch outcome {
    case .complete(let values): history.ends(trial.number, trial.new.point, values, losses(values), notes)
    case .pruned(let values):
      history.ends(trial.number, trial.new.point, values, losses(values), notes, isPruned: true)
    case .failed: history.ends(trial.number, trial.new.point, [], nil, notes)
    }
    waiting.askAgain(about: trial.number)
  }

  /// A step's value is stored, and the pruner says whether the trial goes on.
  private func report(_ id: Int64, _ step: Int, _ losses: [Double]) {
    guard let trial = running[id], let loss = losses.first, let direction = storage.header.directions.first else {
      return executor.decide(id, goesOn: true)
    }
    changes.append(.report(trial: id, step: step, value: direction.loss(loss)))
    executor.decide(id, goesOn: pruner.map { !steps.stops(trial.number, step, loss, $0) } ?? true)
  }

  /// Counts what is stored now.
  private func count(_ change: StudyChange, _ lost: Set<Int64>) {
    guard case .finish(let trial, let outcome) = change, !lost.contains(trial) else { return }
    switch outcome {
    case .complete: progress.complete += 1
    case .pruned: progress.pruned += 1
    case .failed: progress.failed += 1
    }
  }
}
