/// What a study is called and looks for.
public struct StudyHeader: Sendable, Equatable {
  public var name: String
  public var directions: [Direction]
  /// What the trials' values follow from beside their points and the program, as a hash: a study that goes on has the same.
  public var fingerprint: String?

  public init(name: String, directions: [Direction], fingerprint: String? = nil) {
    self.name = name
    self.directions = directions
    self.fingerprint = fingerprint
  }
}

/// A change of a study. A list of changes is stored as a whole or not at all.
public enum StudyChange {
  /// A trial that starts now. What it tries follows from how many were proposed before it, by whatever process; nothing is
  /// recorded where the proposal is nil. A trial without a key is run whatever else there is.
  case begin((_ index: Int) -> NewTrial?)
  /// A running trial of this process that asks for its turn: it was claimed, or it waited for an equal one.
  case resume(trial: Int64, NewTrial)
  /// A running trial of this process that is not going to run here: it waits for whoever claims it.
  case putBack(trial: Int64, NewTrial)
  /// A trial that waits for whoever claims it.
  case enqueue(NewTrial)
  case report(trial: Int64, step: Int, value: Double)
  case note(trial: Int64, TrialNotes)
  case finish(trial: Int64, TrialOutcome)
  /// The trial's worker is still there.
  case heartbeat(trial: Int64)
}

public struct NewTrial: Sendable, Equatable {
  public var point: Point
  public var key: TrialKey?

  public init(point: Point, key: TrialKey?) {
    self.point = point
    self.key = key
  }
}

/// What a trial came to beside its values.
public struct TrialNotes: Sendable, Codable, Equatable {
  /// How far each constraint is broken: at most 0 where it is kept.
  public var constraints: [Double]
  /// By window and objective; empty where there are no windows.
  public var inSample: [[Double]]
  public var outOfSample: [[Double]]

  public init(constraints: [Double] = [], inSample: [[Double]] = [], outOfSample: [[Double]] = []) {
    self.constraints = constraints
    self.inSample = inSample
    self.outOfSample = outOfSample
  }

  public var isFeasible: Bool { constraints.allSatisfy { $0 <= 0 } }
}

/// How a trial ended.
public enum TrialOutcome: Sendable, Equatable {
  case complete(values: [Double])
  /// Its values are those of its last step.
  case pruned(values: [Double])
  case failed(reason: String)
}

/// What became of a trial that was to begin, or that asked for its turn.
public enum BegunTrial: Sendable, Equatable {
  /// It is yours to run.
  case run(id: Int64, number: Int, NewTrial)
  /// An equal one has a value; it is recorded with that value, and says whose.
  case answered(number: Int, NewTrial, by: Int, isPruned: Bool)
  /// An equal one is running, here or elsewhere: it is recorded as running; `resume` it later.
  case wait(id: Int64, number: Int, NewTrial, for: Int)
  /// The proposal had nothing for that index; nothing is recorded.
  case nothing
}

/// What became of a list of changes.
public struct StudyTurn: Sendable, Equatable {
  /// For each `begin` and `resume`, in their order, but for those that were `lost`.
  public var begun: [BegunTrial]
  /// Trials that were not running any more when they were to go on or to end: others had given them up. They stay as they are.
  public var lost: [Int64]

  public init(begun: [BegunTrial] = [], lost: [Int64] = []) {
    self.begun = begun
    self.lost = lost
  }
}

/// How many trials of a study are in each state.
public struct StudyCounts: Sendable, Equatable {
  public var states: [TrialState: Int]
  /// Of the running ones, those that a process of ours runs: they end, or are found to be lost.
  public var watched: Int

  public init(states: [TrialState: Int] = [:], watched: Int = 0) {
    self.states = states
    self.watched = watched
  }

  public subscript(state: TrialState) -> Int { states[state] ?? 0 }
  public var total: Int { states.values.reduce(0, +) }
}

/// A trial as a storage has it.
public struct StoredTrial: Sendable, Equatable {
  public var id: Int64
  public var number: Int
  public var state: TrialState
  /// Nil where its parameters are not those of the space that the storage was opened with.
  public var point: Point?
  public var values: [Double]
  public var key: TrialKey?
  public var duplicateOf: Int?
  public var reason: String?
  public var notes: TrialNotes
  /// Of a claimed trial: the values that it was put in line with, nil for each that is left to a sampler.
  public var fixed: [Double?]

  public init(
    id: Int64, number: Int, state: TrialState, point: Point?, values: [Double] = [], key: TrialKey? = nil,
    duplicateOf: Int? = nil, reason: String? = nil, notes: TrialNotes = TrialNotes(), fixed: [Double?] = []
  ) {
    self.id = id
    self.number = number
    self.state = state
    self.point = point
    self.values = values
    self.key = key
    self.duplicateOf = duplicateOf
    self.reason = reason
    self.notes = notes
    self.fixed = fixed
  }
}

/// Where the trials of one study live, for one process or for many.
///
/// What `commit` and `claim` have returned survives the end of every process; in memory it survives nothing.
public protocol StudyStorage: AnyObject {
  var space: SearchSpace { get }
  var header: StudyHeader { get }

  /// Stores all changes at once.
  ///
  /// - Throws: `StorageError`; nothing is then stored.
  func commit(_ changes: [StudyChange]) throws -> StudyTurn

  /// Takes waiting trials, in the order of their numbers; each goes to one caller only. One that was given a value that the space
  /// does not have says so (`reason`).
  func claim(_ most: Int) throws -> [StoredTrial]

  /// All trials with numbers from `first` on, in order.
  func trials(from first: Int) throws -> [StoredTrial]

  /// The trials with these numbers.
  func trials(numbered numbers: [Int]) throws -> [StoredTrial]

  /// Fails running trials of ours whose process has not been heard of for so long, and puts each back in line as a new trial,
  /// up to so many times. Trials that other programs run are theirs.
  ///
  /// - Parameter own: trials of this process.
  /// - Returns: how many failed.
  func failStale(afterSeconds seconds: Double, retries: Int, except own: Set<Int64>) throws -> Int

  func counts() throws -> StudyCounts
}

/// Why a study cannot be read or written.
public enum StorageError: Error, Equatable, Sendable {
  case cannotOpen(place: String, reason: String)
  case notAStudyFile(place: String)
  case unknownVersion(place: String, found: String)
  case otherDirections(study: String, stored: [Direction])
  case otherScenario(study: String)
  case failed(place: String, reason: String)
}

extension StorageError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .cannotOpen(let place, let reason): "cannot open the study storage '\(place)': \(reason)"
    case .notAStudyFile(let place): "'\(place)' is no study storage; name another file, or a new one"
    case .unknownVersion(let place, let found):
      "the study storage '\(place)' has version \(found), this program knows 12; migrate it with the program that made it"
    case .otherDirections(let study, let stored):
      "study '\(study)' has the directions \(stored.map(\.rawValue).joined(separator: ", ")); give it another name"
    case .otherScenario(let study):
      "study '\(study)' was made with another scenario or other prices, so its values mean something else; give it another name"
    case .failed(let place, let reason): "the study storage '\(place)' failed: \(reason)"
    }
  }
}
