import TickmarkAllocator
import TickmarkBaselines
import TickmarkGating
import TickmarkMeasurement

@testable import TickmarkReporting

/// A run by hand with one of everything that a report must show: a regressed, an improved, an equivalent and an undecided row, a missing
/// and an added one, a variant that disagrees, a broken, a held and an undecided budget, a control that fired.
enum Fixture {
  static let content = ReportContent(
    title: "Tracking and indicators, 2026-11-20", run: run, before: before, comparison: comparison, budgets: budgets,
    command: "scripts/bench --quick\ntickmark report --before Baselines/amd-epyc-2c --format markdown=-")

  /// The same run with nothing to compare it with.
  static let alone = ReportContent(title: "First run", run: run, command: "tickmark run --filter tracking")

  static let machine = MachineFingerprint(
    class: "amd-epyc-2c", cpu: "AMD EPYC 9R14", cores: 2, memoryBytes: 25_769_803_776, kernel: "6.1.0-26-amd64",
    governor: "unknown", allocator: "jemalloc 5.3.0", instructionSet: "skylake-avx512", toolchain: "Swift 6.3.1",
    loadBefore: 0.52, loadAfter: 1.08, stealFraction: 0.003)

  static let run = RunFile(
    tool: "tickmark 0.1.0", commit: "ae277ed86d93", dirty: true, started: "2026-11-20T22:25:50Z", machine: machine,
    dataset: Dataset(name: "skfolio-1.12.2", sha256: "9f2c0d1e", rows: 166_260), flags: ["tracking.variant": "simd"],
    cases: records, controls: controls,
    allocator: [
      AllocatorRecord(
        case: "tracking/statistics/2520x500",
        AllocatorStatistics(
          allocated: 31_457_280, active: 32_505_856, resident: 41_943_040, retained: 8_388_608, metadata: 4_404_019)),
      AllocatorRecord(
        case: "indicators/six/4000x252",
        AllocatorStatistics(
          allocated: 1_048_576, active: 1_310_720, resident: 6_291_456, retained: 0, metadata: 4_194_304)),
    ], notes: ["tracking/statistics/5040x3000 scalar: left out, over 60 s a sample"])

  static let before = RunFile(
    tool: "tickmark 0.1.0", commit: "23084ff78faf", dirty: false, started: "2026-11-19T20:00:00Z", machine: machine,
    dataset: nil, flags: [:],
    cases: [
      record("tracking/statistics/100x10", "scalar", rows: 1_000, median: 21_010, samples: true),
      record("tracking/statistics/1000x50", "scalar", rows: 50_000, median: 676_000, samples: true),
      record("tracking/statistics/1000x50", "simd", rows: 50_000, median: 94_000, samples: true),
      record("tracking/statistics/2520x500", "scalar", rows: 1_260_000, median: 10_900_000, samples: true),
      record("tracking/statistics/2520x500", "simd", rows: 1_260_000, median: 1_650_000, samples: true),
      record("indicators/six/4000x252", "reference", rows: 4_000, median: 40_000_000),
    ], controls: [], notes: [])

  static let records: [CaseRecord] = [
    record("tracking/statistics/100x10", "scalar", rows: 1_000, median: 21_000, samples: true),
    record("tracking/statistics/100x10", "simd", rows: 1_000, median: 2_950, speedup: 7.119),
    record("tracking/statistics/1000x50", "scalar", rows: 50_000, median: 675_300, samples: true),
    record("tracking/statistics/1000x50", "simd", rows: 50_000, median: 81_420, speedup: 8.294, samples: true),
    record("tracking/statistics/2520x500", "scalar", rows: 1_260_000, median: 10_960_000, samples: true),
    record("tracking/statistics/2520x500", "simd", rows: 1_260_000, median: 1_820_000, speedup: 6.022, samples: true),
    record("indicators/six/4000x252", "scalar", rows: 4_000, median: 38_200_000, unit: "stocks/s"),
    record("indicators/six/4000x252", "simd", rows: 4_000, median: 4_700_000, speedup: 8.128, unit: "stocks/s"),
    wrong,
  ]

  static let wrong = CaseRecord(
    case: "indicators/six/4000x252", suite: "indicators", variant: "fused", rows: 4_000, metrics: [:], yardsticks: [:],
    throughput: nil,
    agreement: AgreementRecord(
      class: "exact", largestError: 0.25, disagreement: "element 17: 0.75 where the reference has 0.5"),
    speedup: nil, processes: [], floor: 0.005)

  static let controls = [
    ControlRecord(case: "tracking/statistics/1000x50", ratio: 1.000_2, interval: [0.999_1, 1.001_2], fired: false),
    ControlRecord(case: "indicators/six/4000x252", ratio: 1.021, interval: [1.013, 1.029], fired: true),
  ]

  static let comparison = Comparison(
    kind: .baseline, a: "baseline of 23084ff78faf on amd-epyc-2c", b: "ae277ed86d93 with changes on amd-epyc-2c",
    verdict: .regressed, confidence: 0.999,
    rows: [
      change("tracking/statistics/100x10", "scalar", 21_010, 21_000, 0.9995, [0.9962, 1.0029], .equivalent),
      change(
        "tracking/statistics/1000x50", "scalar", 676_000, 675_300, 0.999, [0.988, 1.0095], .undecided,
        note: "the yardstick 'cache' was out of its band; about 40 rounds more would settle it"),
      change("tracking/statistics/1000x50", "simd", 94_000, 81_420, 0.8662, [0.861, 0.8714], .improved),
      change(
        "tracking/statistics/2520x500", "scalar", 10_900_000, 10_960_000, 1.0055, [1.0024, 1.0086], .equivalent,
        margin: 0.01),
      change("tracking/statistics/2520x500", "simd", 1_650_000, 1_820_000, 1.103, [1.098, 1.109], .regressed),
      change(
        "tracking/statistics/2520x500", "simd", 0, 12, 12, [12, 12], .regressed, metric: "allocations", unit: "count"),
    ], controls: [controls[0]], missing: ["indicators/six/4000x252:reference"],
    added: ["tracking/statistics/100x10:simd", "indicators/six/4000x252:scalar", "indicators/six/4000x252:simd"],
    notes: ["the baseline was saved with another toolchain (Swift 6.3.0)"])

  static let budgets: [BudgetResult] = [
    BudgetResult(
      case: "tracking/statistics/2520x500", variant: "simd", metric: "wall", limit: 2_000_000, actual: 1_820_000,
      interval: [1_811_000, 1_829_000], unit: "ns", outcome: .held, note: nil),
    BudgetResult(
      case: "tracking/statistics/2520x500", variant: "simd", metric: "allocations", limit: 0, actual: 12, interval: nil,
      unit: "count", outcome: .broken, note: "0 allocations a day"),
    BudgetResult(
      case: "indicators/six/4000x252", variant: "simd", metric: "speedup", limit: 8.1, actual: 8.128,
      interval: [8.05, 8.2], unit: "×", outcome: .undecided, note: nil),
  ]

  static func record(
    _ name: String, _ variant: String, rows: Int, median: Double, speedup: Double? = nil, samples: Bool = false,
    unit: String = "rows/s"
  ) -> CaseRecord {
    CaseRecord(
      case: name, suite: name.split(separator: "/").first.map(String.init) ?? "", variant: variant, rows: rows,
      metrics: [
        "wall": MetricRecord(
          unit: "ns", median: median, interval: [median * 0.995, median * 1.006],
          samples: samples ? Self.samples(around: median, seed: UInt64(rows) &+ UInt64(variant.count)) : nil),
        "cpu": MetricRecord(unit: "ns", median: median * 0.99, interval: [median * 0.98, median]),
        "allocations": MetricRecord(unit: "count", median: variant == "simd" && rows == 1_260_000 ? 12 : 0),
        "allocatedBytes": MetricRecord(unit: "bytes", median: 3_200_000),
        "instructions": MetricRecord(unit: "count", median: nil, reason: "this machine has no hardware counters"),
      ],
      yardsticks: ["arithmetic": 12.5], throughput: Throughput(value: Double(rows) / median * 1e9, unit: unit),
      agreement: AgreementRecord(class: speedup == nil ? "reference" : "exact", largestError: 0),
      speedup: speedup.map { PairedRecord(against: "scalar", ratio: $0, interval: [$0 * 0.992, $0 * 1.009]) },
      processes: [ProcessRecord(median: median, yardsticks: [:], rounds: 40, discarded: 1)], floor: 0.005)
  }

  static func change(
    _ name: String, _ variant: String, _ a: Double, _ b: Double, _ ratio: Double, _ interval: [Double],
    _ verdict: Verdict,
    margin: Double = 0.005, metric: String = "wall", unit: String = "ns", note: String? = nil
  ) -> ComparisonRow {
    ComparisonRow(
      case: name, variant: variant, metric: metric, a: a, b: b, unit: unit, ratio: ratio, interval: interval,
      verdict: verdict, margin: margin, minimumDetectable: 0.0062, rounds: 200, processes: 5, discarded: 3,
      seconds: 4.2,
      note: note)
  }

  /// Sixty samples with a long tail to the right, as timings have; the same at every call.
  static func samples(around median: Double, seed: UInt64, count: Int = 60) -> [Double] {
    var state = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (0..<count).map { index in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let spread = (Double(state >> 33) / Double(UInt32.max >> 1) - 0.45) * 0.02
      return median * (1 + spread + (index % 29 == 7 ? 0.06 : 0))
    }
  }
}
