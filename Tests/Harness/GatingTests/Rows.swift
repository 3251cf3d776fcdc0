import Glibc
import TickmarkBaselines
import TickmarkMeasurement

/// Runs by hand, whose ratios to the yardstick are known.
enum Rows {
  static let machine = MachineFingerprint(
    class: "test-2c", cpu: "a test", cores: 2, memoryBytes: 1 << 30, kernel: "none", governor: "unknown",
    allocator: "jemalloc 5.3.0", instructionSet: "portable", toolchain: "Swift 6.3", loadBefore: 0, loadAfter: 0,
    stealFraction: nil)

  static func run(_ cases: [CaseRecord], on machine: MachineFingerprint = machine) -> RunFile {
    RunFile(
      tool: "test 1", commit: "0123456789abcdef", dirty: false, started: "2026-11-20T20:00:00Z", machine: machine,
      dataset: nil, flags: [:], cases: cases, controls: [], notes: [])
  }

  /// Eight processes around `ratio` times the yardstick, `spread` apart in logarithms.
  static func record(
    _ operation: String = "running", variant: String = "scalar", ratio: Double = 2, spread: Double = 0.001,
    allocations: Double? = 0, floor: Double = 0.02, kind: String? = "arithmetic", dataset: String? = nil
  ) -> CaseRecord {
    let processes = (0..<8).map { index in
      ProcessRecord(
        median: 500 * ratio, yardsticks: ["arithmetic": log(ratio) + spread * (Double(index) - 3.5)], rounds: 40,
        discarded: 1)
    }
    return CaseRecord(
      case: "sums/\(operation)/64", suite: "sums", variant: variant, rows: 64,
      metrics: [
        "wall": MetricRecord(unit: "ns", median: 500 * ratio, interval: [495 * ratio, 505 * ratio]),
        "allocations": MetricRecord(
          unit: "count", median: allocations, reason: allocations == nil ? "not exact: 0 to 3 in 8 processes" : nil),
      ],
      yardsticks: ["arithmetic": ratio], throughput: Throughput(value: 64 / (500 * ratio) * 1e9, unit: "elements/s"),
      agreement: AgreementRecord(class: "exact", largestError: 0),
      speedup: variant == "scalar" ? nil : PairedRecord(against: "scalar", ratio: 2, interval: [1.9, 2.1]),
      processes: processes, floor: floor, kind: kind, dataset: dataset)
  }
}
