import Foundation
import Testing

@testable import TickmarkBaselines
@testable import TickmarkImports
@testable import TickmarkMeasurement

/// A file of another tool, and what is in it as a person counts it.
struct ForeignFixture: CustomTestStringConvertible, Sendable {
  let file: String
  let format: String
  let rows: Int
  let samples: Int

  var testDescription: String { file }

  static let all = [
    // Three benchmarks of six repetitions; the fourth failed.
    ForeignFixture(file: "google-benchmark.json", format: "google-benchmark", rows: 3, samples: 18),
    ForeignFixture(file: "hyperfine.json", format: "hyperfine", rows: 4, samples: 24),
    // The last test has no rounds: its median is its one sample.
    ForeignFixture(file: "pytest-benchmark.json", format: "pytest-benchmark", rows: 4, samples: 40 + 40 + 8 + 1),
    ForeignFixture(file: "go.txt", format: "go", rows: 3, samples: 18),
    ForeignFixture(file: "criterion", format: "criterion", rows: 4, samples: 80),
    ForeignFixture(file: "criterion-messages.jsonl", format: "criterion", rows: 4, samples: 40),
    // Nine, nine and six iterations, four histograms, three single shots.
    ForeignFixture(file: "jmh.json", format: "jmh", rows: 5, samples: 9 + 9 + 6 + 4 + 3),
    ForeignFixture(file: "package-baseline.json", format: "ordo-one", rows: 2, samples: 300),
    ForeignFixture(file: "Sums.sum_1024.p90.json", format: "ordo-one", rows: 1, samples: 1),
  ]

  /// Those that are one JSON document.
  static let documents = all.filter { $0.file.hasSuffix(".json") }
  static let files = all.filter { $0.file != "criterion" }

  static let folder = Bundle.module.bundleURL.appending(path: "Fixtures")

  var path: String { Self.folder.appending(path: file).path }

  func data() throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

  func run() throws(ImportError) -> RunFile { try Importing.run([path]) }
}

/// Imports as the command does it, on a machine that does not change.
enum Importing {
  static let here = MachineFingerprint(
    class: "amd-epyc-f26m2-2c", cpu: "AMD EPYC, family 26, model 2", cores: 2, memoryBytes: 1 << 34,
    kernel: "Linux 6.1", governor: "unknown", allocator: "jemalloc", instructionSet: "portable", toolchain: "Swift 6.3",
    loadBefore: 0, loadAfter: 0, stealFraction: nil)

  static func run(
    _ paths: [String], from format: String? = nil, suite: String? = nil, machineClass: String? = nil,
    repeated: Bool = false
  ) throws(ImportError) -> RunFile {
    let surroundings = ImportedRun.Surroundings(
      machine: here, commit: "0123456789abcdef", isDirty: false, tool: "tickmark 0")
    return try ImportedRun(
      format: format.flatMap(ImportFormat.named), suite: suite, machineClass: machineClass, isRepeated: repeated
    ).run(files: paths, in: surroundings)
  }

  /// What bytes of that name give; the file is gone afterwards.
  static func run(_ data: Data, name: String, from format: String? = nil) throws -> Result<RunFile, ImportError> {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tickmark-imports-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: name)
    try data.write(to: path)
    do { return .success(try run([path.path], from: format)) } catch { return .failure(error) }
  }

  static func run(_ text: String, name: String, from format: String? = nil) throws -> RunFile {
    try run(Data(text.utf8), name: name, from: format).get()
  }
}

/// Google Benchmark's JSON of so many benchmarks, a list of nanoseconds each.
enum GoogleText {
  static func file(_ benchmarks: [(name: String, times: [Double])], context: String = "\"executable\": \"./sums\"")
    -> String
  {
    let rows = benchmarks.enumerated().flatMap { family, benchmark in
      benchmark.times.map { time in
        """
        {"name": "\(benchmark.name)", "family_index": \(family), "run_name": "\(benchmark.name)", \
        "run_type": "iteration", "real_time": \(time), "cpu_time": \(time), "time_unit": "ns"}
        """
      }
    }
    return "{\"context\": {\(context)}, \"benchmarks\": [\(rows.joined(separator: ",\n"))]}"
  }
}
