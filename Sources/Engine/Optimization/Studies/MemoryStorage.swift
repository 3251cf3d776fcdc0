import Synchronization

/// A study that lives as long as its process.
public final class MemoryStorage: StudyStorage, Sendable {
  private struct State {
    var trials: [StoredTrial] = []
    var keys: [TrialKey: Int] = [:]
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

  public func commit(_ changes: [StudyChange]) -> [BegunTrial] {
    state.withLock { state in
      changes.compactMap { change in
        switch change {
        case .begin(let trial): return Self.begin(trial, &state)
        case .enqueue(let trial): _ = Self.append(trial, .waiting, &state)
        case .report, .heartbeat: break
        case .finish(let id, let outcome): Self.finish(Int(id), outcome, &state)
        }
        return nil
      }
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
        claimed.append(state.trials[number])
      }
      return claimed
    }
  }

  public func trials(from first: Int) -> [StoredTrial] { state.withLock { Array($0.trials.dropFirst(first)) } }

  public func trials(numbered numbers: [Int]) -> [StoredTrial] {
    state.withLock { state in numbers.compactMap { $0 < state.trials.count ? state.trials[$0] : nil } }
  }

  /// Its workers die with it.
  public func failStale(afterSeconds seconds: Double) -> Int { 0 }

  private static func begin(_ trial: NewTrial, _ state: inout State) -> BegunTrial {
    guard let other = state.keys[trial.key] else {
      let number = append(trial, .running, &state)
      state.keys[trial.key] = number
      return .run(id: Int64(number), number: number)
    }
    let known = state.trials[other]
    guard known.state == .complete || known.state == .pruned else { return .wait(for: other) }
    let number = append(trial, known.state, &state)
    state.trials[number].values = known.values
    state.trials[number].duplicateOf = other
    return .answered(number: number, by: other, values: known.values)
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
