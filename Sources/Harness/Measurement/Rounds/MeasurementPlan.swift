/// How much to measure.
public struct MeasurementPlan: Sendable, Codable, Equatable {
  /// Fresh processes a case: layouts of stack, heap and environment differ between them, and the estimate spans them.
  public var processes: Int
  /// Time for rounds in each process; a case whose round is longer still gets `minimumRounds`.
  public var secondsPerProcess: Double
  public var minimumRounds: Int
  public var maximumRounds: Int
  /// A slice is at least this long, and at least 1,000 clock resolutions.
  ///
  /// Short slices meet the same machine: on a shared one its pace changes within a millisecond (`documentation/method.md`).
  public var minimumSliceNanoseconds: UInt64
  public var seed: UInt64

  public init(
    processes: Int = 5, secondsPerProcess: Double = 0.5, minimumRounds: Int = 7, maximumRounds: Int = 400,
    minimumSliceNanoseconds: UInt64 = 200_000, seed: UInt64 = 1
  ) {
    precondition(processes >= 1 && minimumRounds >= 1 && maximumRounds >= minimumRounds, "a plan measures something")
    self.processes = processes
    self.secondsPerProcess = secondsPerProcess
    self.minimumRounds = minimumRounds
    self.maximumRounds = maximumRounds
    self.minimumSliceNanoseconds = minimumSliceNanoseconds
    self.seed = seed
  }

  /// For a process in which two sides alone are timed: nothing comes between them that would have to be waited for.
  public static func pair(seconds: Double, seed: UInt64) -> MeasurementPlan {
    MeasurementPlan(
      processes: 1, secondsPerProcess: seconds, minimumRounds: 5, maximumRounds: 4_000, minimumSliceNanoseconds: 50_000,
      seed: seed)
  }
}
