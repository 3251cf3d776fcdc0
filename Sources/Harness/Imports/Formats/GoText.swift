import Foundation
import TickmarkBaselines
import TickmarkStatistics

extension ImportFormat {
  /// What `go test -bench` prints: a line a run of a benchmark, several of one name are its samples.
  ///
  /// - Source: Go proposal 14313, "Proposal: Go Benchmark Data Format"; texts of Go 1.19.
  static let go = ImportFormat(
    "go", "what go test -bench printed",
    recognises: { sketch in
      sketch.head.split(whereSeparator: \.isNewline).contains { $0.hasPrefix("Benchmark") && $0.contains("/op") }
    }
  ) { (source) throws(ImportError) in
    var text = GoText(path: source.path)
    try text.read(source.data)
    return try text.results()
  }
}

private struct GoText {
  /// The samples of one name, in the order of the lines.
  private struct Benchmark {
    let package: String
    let name: String
    let line: Int
    var times: [Double] = []
    var counts: [String: [Double]] = [:]
    var rates: [Double] = []
  }

  let path: String
  private var benchmarks: [Benchmark] = []
  private var places: [String: Int] = [:]
  private var package = ""
  private var told: [String: String] = [:]
  private var others: Set<String> = []
  /// Lines that look like a result and are none.
  private var oddLines: [Int] = []
  private var isEnded = false

  init(path: String) { self.path = path }

  mutating func read(_ data: Data) throws(ImportError) {
    let isWhole = data.last == UInt8(ascii: "\n")
    let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, bytes) in lines.enumerated() {
      // What tests print in between may be anything, and long.
      guard let first = bytes.first, bytes.count < 10_000, Self.isBeginning(first) else { continue }
      let line = String(decoding: bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes, as: UTF8.self)
      if Self.isNamed(line) {
        try readResult(line, number: index + 1, isCut: !isWhole && index == lines.count - 1)
      } else if line.hasPrefix("PASS") || line.hasPrefix("ok ") || line.hasPrefix("ok\t") {
        isEnded = true
      } else if let colon = line.firstIndex(of: ":"), line[..<colon].allSatisfy({ $0.isLowercase || $0 == "-" }) {
        let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        told[String(line[..<colon])] = value
        if line.hasPrefix("pkg:") { package = value }
      }
    }
  }

  /// Of `Benchmark…`, `PASS`, `ok`, `pkg:` and the like.
  private static func isBeginning(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "B") || byte == UInt8(ascii: "P") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
  }

  /// `Benchmark` as a Go name begins with it: what goes on with a small letter is another word.
  private static func isNamed(_ line: String) -> Bool {
    line.hasPrefix("Benchmark") && !(line.dropFirst("Benchmark".count).first?.isLowercase ?? false)
  }

  /// `BenchmarkSum/64-2   70401   36.65 ns/op   0 B/op   0 allocs/op`
  ///
  /// Anything may be printed between results, says the proposal: another line is left out, and told where it looks like one.
  private mutating func readResult(_ line: String, number: Int, isCut: Bool) throws(ImportError) {
    let fields = line.split { $0 == " " || $0 == "\t" }.map(String.init)
    let runs = fields.count > 1 ? Int(fields[1]) : nil
    let values = stride(from: 2, to: fields.count, by: 2).map { Double(fields[$0]) }
    guard fields.count >= 4, fields.count % 2 == 0, let runs, runs > 0, !values.contains(nil) else {
      if isCut, fields.count == 1 || runs != nil {
        throw .damaged(
          path: path, place: "line \(number)", problem: "it is no name, number of runs, and values with their units")
      }
      if runs != nil || line.contains("/op") { oddLines.append(number) }
      return
    }
    let key = "\(package)\n\(fields[0])"
    let place = places[key] ?? benchmarks.count
    if place == benchmarks.count {
      places[key] = place
      benchmarks.append(Benchmark(package: package, name: String(fields[0].dropFirst("Benchmark".count)), line: number))
    }
    for (index, value) in values.enumerated() {
      if let value { try take(value, unit: fields[2 * index + 3], at: place, line: number) }
    }
  }

  private mutating func take(_ value: Double, unit: String, at place: Int, line: Int) throws(ImportError) {
    switch unit {
    case "ns/op":
      benchmarks[place].times.append(
        try ForeignRow.nanoseconds(value, per: 1, path: path, place: "line \(line), ns/op"))
    case "B/op", "allocs/op":
      guard value >= 0, value < 1e18 else {
        throw .damaged(path: path, place: "line \(line), \(unit)", problem: "\(value) is no count")
      }
      benchmarks[place].counts[unit == "B/op" ? "allocatedBytes" : "allocations", default: []].append(value)
    case "MB/s": if value > 0, value < 1e12 { benchmarks[place].rates.append(value * 1e6) }
    default: others.insert(unit)
    }
  }

  func results() throws(ImportError) -> ForeignResults {
    var results = ForeignResults(tool: "go test -bench")
    results.machine.processor = told["cpu"]
    results.machine.kernel = told["goos"].map { "\($0)\(told["goarch"].map { "/\($0)" } ?? "")" }
    results.commit = told["commit"].flatMap(Commits.plain)
    let timed = benchmarks.filter { !$0.times.isEmpty }
    // GOMAXPROCS stands behind every name, but for 1. Where not all have the same, it is part of what was measured.
    let counts = Set(timed.map { Self.processors($0.name).count })
    if counts.count == 1, let count = counts.first { results.machine.cores = count }
    for benchmark in timed {
      let (name, count) = Self.processors(benchmark.name)
      let (short, size) = ForeignRow.split(name)
      var row = ForeignRow(
        place: "line \(benchmark.line)", group: benchmark.package, name: short, fullName: benchmark.name, size: size,
        variant: counts.count == 1 ? "go" : "go-\(count ?? 1)", processes: [benchmark.times])
      row.counts = benchmark.counts
      row.throughput = Quantile.median(of: benchmark.rates).map { Throughput(value: $0, unit: "B/s") }
      results.rows.append(row)
    }
    results.notes = notes(timed)
    return results
  }

  private func notes(_ timed: [Benchmark]) -> [String] {
    var notes = ["the lines of one Go benchmark count as processes: all ran in one, with -count"]
    let left = benchmarks.filter { $0.times.isEmpty }.map { "'\($0.name)'" }
    if !left.isEmpty { notes.append("left out, without ns/op: \(left.joined(separator: ", "))") }
    if let first = oddLines.first {
      let more = oddLines.count > 1 ? " and \(oddLines.count - 1) more" : ""
      notes.append(
        "left out: line \(first)\(more), which looks like a result and is no name, runs and values with units")
    }
    if !others.isEmpty { notes.append("left out: values in \(others.sorted().joined(separator: ", "))") }
    if !isEnded { notes.append("the text has no line 'PASS' or 'ok': the run may have been cut short, or failed") }
    return notes
  }

  /// `Sum/64-2` → `Sum/64` and 2; nil where no number stands there.
  private static func processors(_ name: String) -> (name: String, count: Int?) {
    guard let dash = name.lastIndex(of: "-"), let count = Int(name[name.index(after: dash)...]),
      (1...100_000).contains(count)
    else { return (name, nil) }
    return (String(name[..<dash]), count)
  }
}
