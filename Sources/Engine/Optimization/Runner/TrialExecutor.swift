/// What evaluates the trials that a runner hands out: threads, or processes.
///
/// A runner and its executor belong to one thread.
public protocol TrialExecutor: AnyObject {
  /// How many more trials it takes now; none of them waits long for its turn.
  var room: Int { get }

  /// - Precondition: no more than there is room for.
  func submit(_ trials: [TrialAssignment]) throws

  /// Waits for something to tell, at most so many seconds.
  func events(within seconds: Double) throws -> [TrialEvent]

  /// Answers a report: whether the trial goes on.
  func decide(_ trial: Int64, goesOn: Bool)

  /// Ends everything; what was not told is not told any more.
  func stop()
}

public struct TrialAssignment: Sendable, Equatable {
  public let trial: Int64
  public let point: Point

  public init(trial: Int64, point: Point) {
    self.trial = trial
    self.point = point
  }
}

public enum TrialEvent: Sendable, Equatable {
  case finished(trial: Int64, TrialResult, seconds: Double)
  case failed(trial: Int64, reason: String)
  /// A trial asks whether to go on; `decide` answers.
  case report(trial: Int64, step: Int, losses: [Double])
  /// Something that whoever watches should know.
  case message(String)
}
