public import TickmarkAllocator

/// What one fresh process measured of one case; crosses the pipe to the parent as JSON.
public struct ProcessReport: Codable, Sendable, Equatable {
  /// A variant's times, one a kept round, in nanoseconds a call.
  public struct VariantTimes: Codable, Sendable, Equatable {
    public var name: String
    public var wall: [Double]
    public var cpu: [Double]
    public var allocation: AllocationCounters.Record?
    public var usage: ResourceUsage?
    public var largestError: Double
    /// Where the output differs from the reference's; the variant then has no times.
    public var disagreement: String?
  }

  public struct YardstickTimes: Codable, Sendable, Equatable {
    public var kind: Yardstick.Kind
    /// One a kept round, in nanoseconds a call.
    public var wall: [Double]
  }

  public var id: CaseID
  public var elements: Int
  public var items: Int
  public var unit: String
  public var agreement: String
  public var variants: [VariantTimes]
  public var yardsticks: [YardstickTimes]
  /// The first yardstick once more, in a place of its own in every round: the same code on both sides.
  public var control: [Double]
  public var rounds: Int
  /// Rounds in which the thread lost the processor, left out for all alike.
  public var discarded: Int
  public var seconds: Double
  /// Peak of the whole process with the case's inputs and two outputs, before the harness adds its own memory.
  public var maximumResidentBytes: Int
  /// At the end, with the case's inputs and outputs and the yardsticks' memory; nil where the allocator does not count.
  public var allocator: AllocatorStatistics?
  /// What went otherwise than planned, one line each.
  public var notes: [String]
}
