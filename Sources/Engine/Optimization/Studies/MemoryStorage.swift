import Synchronization

/// A study that lives as long as its process.
public final class MemoryStorage: StudyStorage, Sendable {
  private struct State {
    var trials: [StoredTrial] = []
    var keys: [TrialKey: Int] = [:]
    var proposals = 0
    /// The first number that may still be waiting.
    var firstWaiting = 0
  }

  public let space: SearchSpace
  public let header: StudyHeader
  private let state = Mutex(State())

  public init(_ header: StudyHeader, space: SearchSpace) {
    self.header = header
    self.space = space
  }

  public func commit(_ changes: [StudyChange]) -> StudyTurn {
    state.withLock { state in
      var turn = StudyTurn()
      for change in changes {
        switch change {
        case .begin(let proposal): turn.begun.append(Self.begin(proposal, &state))
        case .resume(let id, let trial):
          state.trials[Int(id)].point = trial.point
          state.trials[Int(id)].key = trial.key
          turn.begun.append(Self.take(turnOf: Int(id), trial, &state))
        case .putBack(let id, _):
          state.trials[Int(id)].state = .waiting
          state.firstWaiting = min(state.firstWaiting, Int(id))
        case .enqueue(let trial): _ = Self.append(trial, .waiting, &state)
        case .report, .heartbeat: break
        case .note(let id, let notes): state.trials[Int(id)].notes = notes
        case .finish(let id, let outcome): Self.finish(Int(id), outcome, &state)
        }
      }
      return turn
    }
  }

  public func claim(_ most: Int) -> [StoredTrial] {
    state.withLock { state in
      var claimed: [StoredTrial] = []
      while state.firstWaiting < state.trials.count, claimed.count < most {
        let number = state.firstWaiting
        state.firstWaiting += 1
        guard state.trials[number].state == .waiting else { continue }
        state.trials[number].state = .running
        var trial = state.trials[number]
        trial.fixed = trial.point?.values ?? []
        claimed.append(trial)
      }
      return claimed
    }
  }

  public func trials(from first: Int) -> [StoredTrial] { state.withLock { Array($0.trials.dropFirst(first)) } }

  public func trials(numbered numbers: [Int]) -> [StoredTrial] {
    state.withLock { state in numbers.compactMap { $0 < state.trials.count ? state.trials[$0] : nil } }
  }

  /// Its workers die with it.
  public func failStale(afterSeconds seconds: Double, retries: Int, except own: Set<Int64>) -> Int { 0 }

  public func counts() -> StudyCounts {
    state.withLock { state in
      let states = state.trials.reduce(into: [:]) { $0[$1.state, default: 0] += 1 }
      return StudyCounts(states: states, watched: states[.running] ?? 0)
    }
  }

  private static func begin(_ proposal: (Int) -> NewTrial?, _ state: inout State) -> BegunTrial {
    guard let trial = proposal(state.proposals) else { return .nothing }
    state.proposals += 1
    return take(turnOf: append(trial, .running, &state), trial, &state)
  }

  private static func take(turnOf number: Int, _ trial: NewTrial, _ state: inout State) -> BegunTrial {
    let id = Int64(number)
    guard let key = trial.key else { return .run(id: id, number: number, trial) }
    guard let other = state.keys[key], other != number else {
      state.keys[key] = number
      return .run(id: id, number: number, trial)
    }
    let known = state.trials[other]
    guard known.state == .complete || known.state == .pruned else {
      return .wait(id: id, number: number, trial, for: other)
    }
    state.trials[number].state = known.state
    state.trials[number].values = known.values
    state.trials[number].notes.constraints = known.notes.constraints
    state.trials[number].duplicateOf = other
    return .answered(number: number, trial, by: other, isPruned: known.state == .pruned)
  }

  private static func append(_ trial: NewTrial, _ trialState: TrialState, _ state: inout State) -> Int {
    let number = state.trials.count
    state.trials.append(
      StoredTrial(id: Int64(number), number: number, state: trialState, point: trial.point, key: trial.key))
    return number
  }

  private static func finish(_ number: Int, _ outcome: TrialOutcome, _ state: inout State) {
    switch outcome {
    case .complete(let values), .pruned(let values):
      state.trials[number].values = values
      if case .complete = outcome {
        state.trials[number].state = .complete
      } else {
        state.trials[number].state = .pruned
      }
    case .failed(let reason):
      state.trials[number].state = .failed
      state.trials[number].reason = reason
      // Nobody is answered by a failure.
      if let key = state.trials[number].key, state.keys[key] == number { state.keys[key] = nil }
    }
  }
}
