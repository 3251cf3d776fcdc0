import Foundation
import TickmarkBaselines
import TickmarkMeasurement

extension ImportFormat {
  /// criterion.rs: the folder `target/criterion`, or what `cargo criterion --message-format=json` printed.
  ///
  /// - Source: The criterion.rs book, "External Tools" and "CSV Output"; folders of version 0.3.6. The folder's files are
  ///   criterion's own business, says the book: they are read as that version and 0.5 write them.
  static let criterion = ImportFormat(
    "criterion", "criterion.rs' folder target/criterion, or messages of cargo-criterion",
    recognises: { $0.isFolder || $0.firstLineKeys.contains("reason") || $0.hasKeys(["reason", "measured_values"]) }
  ) { (source) throws(ImportError) in
    source.isFolder ? try CriterionFolder.results(source) : try CriterionMessages.results(source)
  }
}

/// What both forms have: times of so many iterations each.
struct CriterionSample {
  let iterations: [Double]
  let times: [Double]

  /// Nanoseconds of one iteration, a sample each.
  func nanoseconds(path: String, place: String) throws(ImportError) -> [Double] {
    guard iterations.count == times.count, !times.isEmpty else {
      throw .damaged(
        path: path, place: place, problem: "\(iterations.count) counts of iterations and \(times.count) times")
    }
    guard iterations.allSatisfy({ $0 >= 1 && $0.isFinite }) else {
      throw .damaged(path: path, place: place, problem: "a count of iterations is below 1")
    }
    return try ForeignRow.nanoseconds(
      zip(times, iterations).map { $0 / $1 }, per: 1, path: path, place: "\(place) (time by iterations)")
  }

  static let notes = [
    "criterion's samples are put together in up to \(RowRecord.batches) batches that count as processes: all ran in one",
    "criterion's measurements are taken for nanoseconds of wall time, its default",
  ]

  /// What one second handles, from what one iteration does.
  static func throughput(_ count: Double, unit: String, times: [Double]) -> Throughput? {
    let middle = times.sorted()[times.count / 2]
    let value = count / middle * 1e9
    return value > 0 && value.isFinite ? Throughput(value: value, unit: unit) : nil
  }
}

private enum CriterionFolder {
  // Names as the files have them.
  private struct Benchmark: Decodable {
    let group_id: String
    let function_id: String?
    let value_str: String?
    let throughput: CriterionThroughput?
    let full_id: String
  }

  private struct Sample: Decodable {
    let iters: [Double]
    let times: [Double]
  }

  static func results(_ source: ImportSource) throws(ImportError) -> ForeignResults {
    var results = ForeignResults(tool: "criterion.rs", notes: CriterionSample.notes)
    var bytes = 0
    for folder in folders(below: source.path) {
      let row = try row(folder, root: source.path, bytes: &bytes, notes: &results.notes)
      results.rows.append(row)
    }
    if results.rows.isEmpty {
      throw .empty(
        path: source.path,
        reason:
          "no folder in it has 'new/sample.json' (cargo bench writes them; of cargo-criterion import its messages)")
    }
    return results
  }

  /// The folders `new` that hold a sample, by name.
  private static func folders(below path: String) -> [String] {
    let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    return names.filter { $0 == "new/sample.json" || $0.hasSuffix("/new/sample.json") }.sorted()
      .map { "\(path)/\($0.dropLast("/sample.json".count))" }
  }

  private static func row(
    _ folder: String, root: String, bytes: inout Int, notes: inout [String]
  ) throws(ImportError) -> ForeignRow {
    let (description, sample) = ("\(folder)/benchmark.json", "\(folder)/sample.json")
    let data = try ImportSource(sample).data
    bytes += data.count
    if bytes > ImportSource.limit { throw .tooLarge(path: root, bytes: bytes, limit: ImportSource.limit) }
    let benchmark = try JSONText.decode(Benchmark.self, from: ImportSource(description).data, path: description)
    let measured = try JSONText.decode(Sample.self, from: data, path: sample)
    let times = try CriterionSample(iterations: measured.iters, times: measured.times)
      .nanoseconds(path: sample, place: "times")
    let size = benchmark.value_str.flatMap(Size.init(text:))
    let name = benchmark.group_id + (size == nil ? benchmark.value_str.map { "/\($0)" } ?? "" : "")
    var row = ForeignRow(
      place: "'\(sample)'", name: name, fullName: benchmark.full_id, size: size,
      variant: benchmark.function_id ?? "criterion", processes: [times])
    guard let handled = benchmark.throughput else { return row }
    guard let unit = handled.unit else {
      notes.append("left out: the throughput of '\(benchmark.full_id)', of the unknown kind '\(handled.kind)'")
      return row
    }
    if handled.count >= 1, handled.count < 1e15 {
      row.throughput = CriterionSample.throughput(handled.count, unit: unit, times: times)
      if unit == CriterionThroughput.elements { row.elements = Int(handled.count) }
    }
    return row
  }
}

private enum CriterionMessages {
  // Names as the messages have them.
  private struct Message: Decodable {
    struct Throughput: Decodable {
      let per_iteration: Double
      let unit: String
    }
    let reason: String
    let id: String?
    let iteration_count: [Double]?
    let measured_values: [Double]?
    let unit: String?
    let throughput: [Throughput]?
  }

  static func results(_ source: ImportSource) throws(ImportError) -> ForeignResults {
    var results = ForeignResults(tool: "cargo-criterion", notes: CriterionSample.notes)
    for (index, line) in source.data.split(separator: UInt8(ascii: "\n")).enumerated()
    where line.contains(where: { !" \t\r".utf8.contains($0) }) {
      let place = "line \(index + 1)"
      let message = try JSONText.decode(Message.self, from: Data(line), path: source.path, place: place)
      guard message.reason == "benchmark-complete" else { continue }
      results.rows.append(try row(message, path: source.path, place: place))
    }
    return results
  }

  private static func row(_ message: Message, path: String, place: String) throws(ImportError) -> ForeignRow {
    guard let id = message.id, let iterations = message.iteration_count, let values = message.measured_values else {
      throw .damaged(path: path, place: place, problem: "'id', 'iteration_count' or 'measured_values' is missing")
    }
    guard let unit = message.unit.flatMap({ TimeUnit.nanoseconds[$0] }) else {
      throw .damaged(path: path, place: "\(place), unit", problem: "'\(message.unit ?? "")' is no unit of time")
    }
    let times = try CriterionSample(iterations: iterations, times: values.map { $0 * unit })
      .nanoseconds(path: path, place: "\(place), measured_values")
    // `group/function/value`, as in the folders; of two parts the second is the value where it is a number.
    var (parts, size) = (id.split(separator: "/").map(String.init), Size?.none)
    if parts.count > 1, let number = parts.last.flatMap(Size.init(text:)) {
      size = number
      parts.removeLast()
    }
    let variant = parts.count > 1 ? parts.removeLast() : "criterion"
    var row = ForeignRow(
      place: place, name: parts.joined(separator: "/"), fullName: id, size: size, variant: variant, processes: [times])
    // Of elements and bytes the elements are what a row's size is made of.
    let handled = message.throughput?.first { $0.unit == "elements" } ?? message.throughput?.first
    if let handled, handled.per_iteration >= 1, handled.per_iteration < 1e15 {
      row.throughput = CriterionSample.throughput(handled.per_iteration, unit: "\(handled.unit)/s", times: times)
      if handled.unit == "elements" { row.elements = Int(handled.per_iteration) }
    }
    return row
  }
}
