public import TickmarkAllocator

/// What one fresh process measured of two sides that were timed in turn; crosses the pipe to the parent as JSON.
public struct PairReport: Codable, Sendable, Equatable {
  /// One side of the pair.
  public struct Side: Codable, Sendable, Equatable {
    /// Nanoseconds a call, one a kept round.
    public var wall: [Double]
    /// The same of processor time; where there are many rounds, their median alone.
    public var cpu: [Double]
    public var allocation: AllocationCounters.Record?

    public init(wall: [Double], cpu: [Double], allocation: AllocationCounters.Record? = nil) {
      self.wall = wall
      self.cpu = cpu
      self.allocation = allocation
    }
  }

  public var a: Side
  public var b: Side
  /// Calls a slice, the same on both sides.
  public var calls: Int
  /// Rounds in which a side lost the processor, left out for both.
  public var discarded: Int
  /// From the start of the measurement to its end.
  public var seconds: Double
  /// Where an output differs from the reference's; then nothing was timed.
  public var disagreement: String?
  /// Why nothing was timed, where outputs do not differ.
  public var failure: String?
  /// What went otherwise than planned, one line each.
  public var notes: [String]

  public init(
    a: Side, b: Side, calls: Int, discarded: Int, seconds: Double, disagreement: String? = nil, notes: [String] = []
  ) {
    self.a = a
    self.b = b
    self.calls = calls
    self.discarded = discarded
    self.seconds = seconds
    self.disagreement = disagreement
    self.notes = notes
  }

  /// Of a process that timed nothing because outputs differ, and where.
  public init(disagreement: String) {
    let nothing = Side(wall: [], cpu: [])
    self.init(a: nothing, b: nothing, calls: 0, discarded: 0, seconds: 0, disagreement: disagreement)
  }

  /// Of a process that timed nothing for another reason.
  public init(failure: String) {
    let nothing = Side(wall: [], cpu: [])
    self.init(a: nothing, b: nothing, calls: 0, discarded: 0, seconds: 0)
    self.failure = failure
  }

  /// Why nothing was timed; nil where something was.
  public var refusal: String? { disagreement ?? failure }

  public var rounds: Int { a.wall.count }

  /// The same with its sides exchanged.
  public var reversed: PairReport {
    var reversed = self
    swap(&reversed.a, &reversed.b)
    return reversed
  }
}
