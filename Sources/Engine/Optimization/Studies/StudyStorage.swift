/// What a study is called and looks for.
public struct StudyHeader: Sendable, Equatable {
  public var name: String
  public var directions: [Direction]

  public init(name: String, directions: [Direction]) {
    self.name = name
    self.directions = directions
  }
}

/// A change of a study. A list of changes is stored as a whole or not at all.
public enum StudyChange: Sendable {
  /// A trial that starts now.
  case begin(NewTrial)
  /// A trial that waits for whoever claims it.
  case enqueue(NewTrial)
  case report(trial: Int64, step: Int, value: Double)
  case finish(trial: Int64, TrialOutcome)
  /// The trial's worker is still there.
  case heartbeat(trial: Int64)
}

public struct NewTrial: Sendable {
  public var point: Point
  public var key: TrialKey

  public init(point: Point, key: TrialKey) {
    self.point = point
    self.key = key
  }
}

/// How a trial ended.
public enum TrialOutcome: Sendable, Equatable {
  case complete(values: [Double])
  /// Its values are those of its last step.
  case pruned(values: [Double])
  case failed(reason: String)
}

/// What became of a trial that was to begin.
public enum BegunTrial: Sendable, Equatable {
  /// It is yours to run.
  case run(id: Int64, number: Int)
  /// An equal one has a value; it is recorded as complete, with that value, and says whose.
  case answered(number: Int, by: Int, values: [Double])
  /// An equal one is running, here or elsewhere: nothing was recorded; ask again later.
  case wait(for: Int)
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

  public init(
    id: Int64, number: Int, state: TrialState, point: Point?, values: [Double] = [], key: TrialKey? = nil,
    duplicateOf: Int? = nil, reason: String? = nil
  ) {
    self.id = id
    self.number = number
    self.state = state
    self.point = point
    self.values = values
    self.key = key
    self.duplicateOf = duplicateOf
    self.reason = reason
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
  /// - Returns: for each `begin`, in order, what became of it.
  /// - Throws: `StorageError`; nothing is then stored.
  func commit(_ changes: [StudyChange]) throws -> [BegunTrial]

  /// Takes waiting trials, in the order of their numbers; each goes to one caller only.
  func claim(_ most: Int) throws -> [StoredTrial]

  /// All trials with numbers from `first` on, in order.
  func trials(from first: Int) throws -> [StoredTrial]

  /// The trials with these numbers.
  func trials(numbered numbers: [Int]) throws -> [StoredTrial]

  /// Fails running trials whose worker has not been heard of for so long, and puts each back in line as a new trial.
  ///
  /// - Returns: how many.
  func failStale(afterSeconds seconds: Double) throws -> Int
}

/// Why a study cannot be read or written.
public enum StorageError: Error, Equatable, Sendable {
  case cannotOpen(place: String, reason: String)
  case notAStudyFile(place: String)
  case unknownVersion(place: String, found: String)
  case otherDirections(study: String, stored: [Direction])
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
    case .failed(let place, let reason): "the study storage '\(place)' failed: \(reason)"
    }
  }
}
