public import TickmarkAllocator
public import TickmarkMeasurement

/// The allocator at the end of a case's process, in bytes: of each number the largest among the fresh processes.
public struct AllocatorRecord: Codable, Sendable, Equatable {
  public var `case`: String
  /// What the process held: inputs and outputs of all variants, and the harness's yardsticks.
  public var allocated: Int
  /// Pages that held any of it.
  public var active: Int
  /// Pages in physical memory at most.
  public var resident: Int
  /// Address space kept without memory behind it.
  public var retained: Int
  /// The allocator's own.
  public var metadata: Int

  public init(case: String, _ statistics: AllocatorStatistics) {
    self.case = `case`
    allocated = statistics.allocated
    active = statistics.active
    resident = statistics.resident
    retained = statistics.retained
    metadata = statistics.metadata
  }

  /// One a case; nothing where the allocator did not count.
  public static func record(of reports: [ProcessReport]) -> AllocatorRecord? {
    let all = reports.compactMap(\.allocator)
    guard let id = reports.first?.id, all.count == reports.count else { return nil }
    func largest(_ part: KeyPath<AllocatorStatistics, Int>) -> Int { all.map { $0[keyPath: part] }.max() ?? 0 }
    return AllocatorRecord(
      case: "\(id)",
      AllocatorStatistics(
        allocated: largest(\.allocated), active: largest(\.active), resident: largest(\.resident),
        retained: largest(\.retained), metadata: largest(\.metadata)))
  }
}
