import Foundation
import TickmarkBaselines

extension ImportFormat {
  /// Google Benchmark's `--benchmark_out_format=json`: repetitions are samples; aggregates only where there is nothing else.
  ///
  /// - Source: Google Benchmark's user guide, "Output Formats", "Reporting Statistics"; files of version 1.7.1.
  static let googleBenchmark = ImportFormat(
    "google-benchmark", "Google Benchmark's JSON", recognises: { $0.hasKeys(["context", "benchmarks"]) }
  ) { (source) throws(ImportError) in
    let file = try JSONText.decode(GoogleBenchmarkFile.self, from: source.data, path: source.path)
    return try file.results(path: source.path)
  }
}

// Names as the format has them.
private struct GoogleBenchmarkFile: Decodable {
  struct Context: Decodable {
    let date: String?
    let host_name: String?
    let executable: String?
    let num_cpus: Int?
    let library_build_type: String?
    let cpu_scaling_enabled: Bool?
    let load_avg: [Double]?
  }

  struct Benchmark: Decodable {
    let name: String
    let run_name: String?
    let family_index: Int?
    let per_family_instance_index: Int?
    let run_type: String?
    let aggregate_name: String?
    let aggregate_unit: String?
    let error_occurred: Bool?
    let error_message: String?
    let skipped: Bool?
    let skip_message: String?
    let real_time: Double?
    let cpu_time: Double?
    let time_unit: String?
    let items_per_second: Double?
    let bytes_per_second: Double?
  }

  let context: Context
  let benchmarks: [Benchmark]

  func results(path: String) throws(ImportError) -> ForeignResults {
    var results = ForeignResults(tool: "Google Benchmark")
    results.machine.host = context.host_name
    results.machine.cores = context.num_cpus
    results.machine.load = context.load_avg?.first.flatMap { $0 >= 0 && $0.isFinite ? $0 : nil }
    results.started = context.date.flatMap(Stamp.iso8601)
    for group in groups() {
      if let row = try row(group, path: path, notes: &results.notes) { results.rows.append(row) }
    }
    if results.rows.contains(where: { ($0.processes.first?.count ?? 0) > 1 }) {
      results.notes.append("Google Benchmark's repetitions count as processes: all ran in one")
    }
    if context.library_build_type == "debug" {
      results.notes.append("Google Benchmark's library was built for debugging")
    }
    if context.cpu_scaling_enabled == true { results.notes.append("the processor's frequency was free to change") }
    return results
  }

  /// The places of the rows that are one benchmark, in order of appearance.
  private func groups() -> [[Int]] {
    var order: [[Int]] = []
    var known: [String: Int] = [:]
    for (index, benchmark) in benchmarks.enumerated() {
      let family = "\(benchmark.family_index ?? 0) \(benchmark.per_family_instance_index ?? 0)"
      let key = "\(family) \(benchmark.run_name ?? benchmark.name)"
      if let place = known[key] {
        order[place].append(index)
      } else {
        known[key] = order.count
        order.append([index])
      }
    }
    return order
  }

  private func row(_ places: [Int], path: String, notes: inout [String]) throws(ImportError) -> ForeignRow? {
    let first = benchmarks[places[0]]
    let name = first.run_name ?? first.name
    if let failed = places.map({ benchmarks[$0] }).first(where: { $0.error_occurred == true || $0.skipped == true }) {
      notes.append("left out: '\(name)', \(failed.error_message ?? failed.skip_message ?? "which was skipped")")
      return nil
    }
    var chosen = places.filter { (benchmarks[$0].run_type ?? "iteration") == "iteration" }
    if chosen.isEmpty {
      let isOf = { (kind: String) in
        places.filter { benchmarks[$0].aggregate_name == kind && benchmarks[$0].aggregate_unit != "percentage" }
      }
      chosen = isOf("median").isEmpty ? Array(isOf("mean").prefix(1)) : Array(isOf("median").prefix(1))
      guard !chosen.isEmpty else {
        notes.append("left out: '\(name)', of which the file has neither repetitions nor a median or mean")
        return nil
      }
      notes.append(
        "'\(name)' is a single number: the file has aggregates only (leave --benchmark_report_aggregates_only out)")
    }
    let (short, size) = ForeignRow.split(name)
    var row = ForeignRow(
      place: "benchmarks[\(places[0])]", group: executable, name: short, fullName: name, size: size,
      variant: "google-benchmark", processes: [[]])
    for index in chosen {
      let unit = try unit(of: index, path: path)
      let place = "benchmarks[\(index)]"
      guard let time = benchmarks[index].real_time else {
        throw .damaged(path: path, place: "\(place).real_time", problem: "it is missing")
      }
      row.processes[0].append(
        try ForeignRow.nanoseconds(time, per: unit, path: path, place: "\(place).real_time"))
      if let time = ForeignRow.plausible((benchmarks[index].cpu_time ?? .nan) * unit) { row.processor.append(time) }
    }
    row.throughput = throughput(chosen)
    return row
  }

  /// What the benchmark is called stays the same from file to file; the file's own name seldom does.
  private var executable: String {
    URL(fileURLWithPath: context.executable ?? "/").lastPathComponent.replacing("/", with: "")
  }

  private func unit(of index: Int, path: String) throws(ImportError) -> Double {
    let place = "benchmarks[\(index)].time_unit"
    guard let name = benchmarks[index].time_unit else {
      throw .damaged(path: path, place: place, problem: "it is missing")
    }
    guard let unit = TimeUnit.nanoseconds[name] else {
      throw .damaged(path: path, place: place, problem: "'\(name)' is no unit of time; known are ns, us, ms, s")
    }
    return unit
  }

  private func throughput(_ places: [Int]) -> Throughput? {
    let middle = benchmarks[places[places.count / 2]]
    if let items = middle.items_per_second, items > 0, items.isFinite {
      return Throughput(value: items, unit: "items/s")
    }
    if let bytes = middle.bytes_per_second, bytes > 0, bytes.isFinite { return Throughput(value: bytes, unit: "B/s") }
    return nil
  }
}
