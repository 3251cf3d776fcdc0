import Foundation
import TickmarkMeasurement

extension ImportFormat {
  /// pytest-benchmark's `--benchmark-json`: rounds are samples where `--benchmark-save-data` kept them.
  ///
  /// - Source: pytest-benchmark's documentation, "Usage" and "Comparing"; files of version 5.3.
  static let pytestBenchmark = ImportFormat(
    "pytest-benchmark", "pytest-benchmark's --benchmark-json",
    recognises: { $0.hasKeys(["machine_info", "benchmarks"]) }
  ) { (source) throws(ImportError) in
    let file = try JSONText.decode(PytestFile.self, from: source.data, path: source.path)
    return try file.results(path: source.path)
  }
}

// Names as the format has them.
private struct PytestFile: Decodable {
  struct Machine: Decodable {
    struct Processor: Decodable {
      let brand_raw: String?
      let brand: String?
      let count: Int?
      let family: Int?
      let model: Int?
    }
    let node: String?
    let system: String?
    let release: String?
    let python_implementation: String?
    let python_version: String?
    let cpu: Processor?
  }

  struct Commit: Decodable {
    let id: String?
    let dirty: Bool?
  }

  struct Benchmark: Decodable {
    struct Statistics: Decodable {
      let data: [Double]?
      let median: Double
      let iqr: Double
      let rounds: Int
    }
    let name: String
    let fullname: String
    let params: [String: Value]?
    let stats: Statistics
  }

  /// A parameter of a test, whatever it is.
  struct Value: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let number = try? value.decode(Int.self) {
        text = "\(number)"
      } else if let number = try? value.decode(Double.self) {
        text = "\(number)"
      } else {
        text = (try? value.decode(String.self)) ?? "?"
      }
    }
  }

  let machine_info: Machine
  let commit_info: Commit?
  let benchmarks: [Benchmark]
  let datetime: String?
  let version: String?

  func results(path: String) throws(ImportError) -> ForeignResults {
    var results = ForeignResults(tool: "pytest-benchmark" + (version.map { " \($0)" } ?? ""))
    results.machine = machine
    results.commit = commit_info?.id.flatMap { Commits.plain($0) }
    results.isDirty = commit_info?.dirty ?? false
    // Versions before 5.1 write UTC without saying so.
    results.started = datetime.flatMap { Stamp.iso8601($0, zone: "Z") }
    for index in benchmarks.indices { results.rows.append(try row(index, path: path)) }
    if benchmarks.contains(where: { $0.stats.data?.isEmpty == false }) {
      results.notes.append(
        "pytest-benchmark's rounds are put together in up to \(RowRecord.batches) batches that count as processes: all ran in one"
      )
    }
    let bare = benchmarks.count { $0.stats.data?.isEmpty != false }
    if bare > 0 {
      results.notes.append(
        "\(bare) rows have a median and no rounds: such a row stays undecided (--benchmark-save-data keeps the rounds)")
    }
    return results
  }

  private func row(_ index: Int, path: String) throws(ImportError) -> ForeignRow {
    let benchmark = benchmarks[index]
    let (module, test) = Self.parts(benchmark.fullname)
    let (size, _) = ForeignParameters.split(benchmark.params?.mapValues(\.text) ?? [:], otherwise: "")
    let bracket = size.map { "[\($0)]" } ?? ""
    let isSized = !bracket.isEmpty && test.hasSuffix(bracket)
    let place = "benchmarks[\(index)].stats"
    let statistics = benchmark.stats
    var row = ForeignRow(
      place: "benchmarks[\(index)]", group: module, name: isSized ? String(test.dropLast(bracket.count)) : test,
      fullName: benchmark.fullname, size: isSized ? size : nil, variant: "pytest-benchmark", processes: [])
    if let data = statistics.data, !data.isEmpty {
      row.processes = [try ForeignRow.nanoseconds(data, per: 1e9, path: path, place: "\(place).data")]
      return row
    }
    guard (1...1_000_000_000).contains(statistics.rounds) else {
      throw .damaged(path: path, place: "\(place).rounds", problem: "\(statistics.rounds) is no number of rounds")
    }
    let median = try ForeignRow.nanoseconds(statistics.median, per: 1e9, path: path, place: "\(place).median")
    row.processes = [[median]]
    row.rounds = statistics.rounds
    // The notch of a box plot: R. McGill, J. Tukey and W. Larsen, "Variations of box plots", The American Statistician 32 (1978).
    let half = 1.57 * statistics.iqr * 1e9 / Double(statistics.rounds).squareRoot()
    if half >= 0, half < median { row.interval = [median - half, median + half] }
    return row
  }

  /// `tests/test_x.py::TestA::test_b[1]` as module `tests.test_x` and test `TestA/test_b[1]`.
  private static func parts(_ name: String) -> (module: String, test: String) {
    guard let end = name.range(of: "::") else { return ("", name) }
    let path = String(name[..<end.lowerBound])
    let test = name[end.upperBound...].replacing("/", with: ".").replacing("::", with: "/")
    return (path.hasSuffix(".py") ? String(path.dropLast(3)) : path, String(test))
  }

  private var machine: ForeignMachine {
    let cpu = machine_info.cpu
    return ForeignMachine(
      host: machine_info.node, processor: cpu?.brand_raw ?? cpu?.brand, family: cpu?.family.map { "\($0)" },
      model: cpu?.model.map { "\($0)" }, cores: cpu?.count,
      kernel: machine_info.system.map { "\($0) \(machine_info.release ?? "")" },
      toolchain: machine_info.python_implementation.map { "\($0) \(machine_info.python_version ?? "")" })
  }
}

/// Names of commits as other tools write them.
enum Commits {
  /// Nil for what is none, such as `unversioned`.
  static func plain(_ text: String) -> String? {
    let isHash = (7...64).contains(text.count) && text.allSatisfy { $0.isASCII && $0.isHexDigit && !$0.isUppercase }
    return isHash ? text : nil
  }
}
