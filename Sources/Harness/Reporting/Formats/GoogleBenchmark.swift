import TickmarkBaselines
import TickmarkTypesetting

extension ReportFormat {
  /// Google Benchmark's JSON: every sample as a repetition, then their mean, median and deviation.
  ///
  /// - Source: Google Benchmark's documentation, "Output Formats".
  static let googleBenchmark = ReportFormat("google-benchmark", "Google Benchmark's JSON") {
    (content) throws(ReportingError) in try JSONReport.encoded(GoogleBenchmarkFile(content.run))
  }
}

// Names as the format has them.
private struct GoogleBenchmarkFile: Encodable {
  struct Context: Encodable {
    let date: String
    let host_name: String
    let executable: String
    let num_cpus: Int
    let mhz_per_cpu = 0
    let cpu_scaling_enabled = false
    let library_build_type = "release"
    let caches: [String] = []
    let load_avg: [Double]
  }

  struct Benchmark: Encodable {
    let name: String
    let run_name: String
    let run_type: String
    let repetitions: Int
    var repetition_index: Int?
    let threads = 1
    var aggregate_name: String?
    var aggregate_unit: String?
    let iterations: Int
    let real_time: Double
    let cpu_time: Double
    let time_unit = "ns"
  }

  let context: Context
  let benchmarks: [Benchmark]

  init(_ run: RunFile) {
    context = Context(
      date: run.started, host_name: run.machine.class, executable: run.tool, num_cpus: run.machine.cores,
      load_avg: [run.machine.loadBefore])
    benchmarks = run.cases.flatMap(Self.benchmarks)
  }

  private static func benchmarks(_ record: CaseRecord) -> [Benchmark] {
    guard let wall = record.metrics["wall"], wall.unit == "ns", let median = wall.median, median.isFinite else {
      return []
    }
    let name = TextWidth.clean("\(record.case)/\(record.variant)")
    let samples = wall.samples.flatMap { $0.isEmpty || !$0.allSatisfy(\.isFinite) ? nil : $0 } ?? [median]
    let processor = record.metrics["cpu"]
    let cpuSamples = processor?.samples.flatMap { $0.count == samples.count && $0.allSatisfy(\.isFinite) ? $0 : nil }
    let cpu = processor?.median.flatMap { $0.isFinite ? $0 : nil } ?? median
    let repetitions = samples.indices.map { index in
      Benchmark(
        name: name, run_name: name, run_type: "iteration", repetitions: samples.count, repetition_index: index,
        iterations: 1, real_time: samples[index], cpu_time: cpuSamples?[index] ?? cpu)
    }
    let mean = samples.reduce(0, +) / Double(samples.count)
    let scatter = samples.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = samples.count > 1 ? (scatter / Double(samples.count - 1)).squareRoot() : 0
    return repetitions
      + [("mean", mean), ("median", median), ("stddev", deviation)].filter { $0.1.isFinite }.map {
        (aggregate: String, value: Double) in
        Benchmark(
          name: "\(name)_\(aggregate)", run_name: name, run_type: "aggregate", repetitions: samples.count,
          aggregate_name: aggregate, aggregate_unit: "time", iterations: samples.count, real_time: value, cpu_time: cpu)
      }
  }
}
