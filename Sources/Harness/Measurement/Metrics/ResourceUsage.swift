import Glibc

/// What one call of a body takes from the system, all threads of the process together: means over a slice.
public struct ResourceUsage: Codable, Sendable, Equatable {
  /// Nanoseconds; more than wall time where several threads work.
  public var processCPU: Double
  /// Pages that had to be brought in, from the disk or from nowhere.
  public var pageFaults: Double
  /// Times that a thread gave the processor away or lost it.
  public var contextSwitches: Double

  public init(processCPU: Double, pageFaults: Double, contextSwitches: Double) {
    self.processCPU = processCPU
    self.pageFaults = pageFaults
    self.contextSwitches = contextSwitches
  }

  /// Runs so many calls between two readings.
  static func ofCall(calls: Int, _ run: (Int) -> Void) -> ResourceUsage {
    let before = reading()
    let start = Clock.processCPU()
    run(calls)
    let end = Clock.processCPU()
    let after = reading()
    let share = 1 / Double(calls)
    return ResourceUsage(
      processCPU: Double(end - start) * share, pageFaults: Double(after.faults - before.faults) * share,
      contextSwitches: Double(after.switches - before.switches) * share)
  }

  private static func reading() -> (faults: Int, switches: Int) {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return (usage.ru_minflt + usage.ru_majflt, usage.ru_nvcsw + usage.ru_nivcsw)
  }
}
