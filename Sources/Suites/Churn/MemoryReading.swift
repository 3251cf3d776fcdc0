import Foundation
import TickmarkAllocator

/// Where a session's memory is at one moment: as the allocator has it, and as the system has it.
///
/// The two differ: pages that were given back lazily (`muzzy`) are gone for the allocator and there for the system, until
/// it needs them.
public struct MemoryReading: Sendable, Equatable, Codable {
  /// Absent where the allocator does not count.
  public var allocatedBytes: Int?
  public var residentBytes: Int?
  /// Of the whole process, code and stacks among it; absent where the system does not say.
  public var processResidentBytes: Int?

  static func now() -> MemoryReading {
    let statistics = AllocatorStatistics.current()
    return MemoryReading(
      allocatedBytes: statistics?.allocated, residentBytes: statistics?.resident,
      processResidentBytes: processBytes("VmRSS"))
  }

  /// The most that the process ever had in physical memory.
  static func processPeakBytes() -> Int? { processBytes("VmHWM") }

  private static func processBytes(_ name: String) -> Int? {
    // "VmRSS:\t    1234 kB"
    let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix("\(name):") }
    return line?.split(whereSeparator: { " \t".contains($0) }).dropFirst().first.flatMap { Int($0) }.map { $0 * 1_024 }
  }
}
