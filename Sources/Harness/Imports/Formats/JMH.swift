import TickmarkMeasurement

extension ImportFormat {
  /// JMH's `-rf json`: every fork is a process, its iterations the samples; operations a time are turned into time an operation.
  ///
  /// - Source: JMH's `JSONResultFormat` and the result that its own tests expect.
  static let jmh = ImportFormat(
    "jmh", "JMH's -rf json",
    recognises: { $0.shape?.isList == true && $0.shape?.keys.isSuperset(of: ["benchmark", "primaryMetric"]) == true }
  ) { (source) throws(ImportError) in
    let file = try JSONText.decode([JMHResult].self, from: source.data, path: source.path)
    var results = ForeignResults(tool: "JMH" + (file.first?.jmhVersion.map { " \($0)" } ?? ""))
    results.machine.toolchain = file.first?.jdkVersion.map { "JDK \($0)" }
    for (index, result) in file.enumerated() {
      results.rows.append(try result.row(path: source.path, place: "[\(index)]"))
      results.notes += result.notes
    }
    results.notes.append("every fork of JMH is a process of its row; of a single fork each iteration counts as one")
    return results
  }
}

// Names as the format has them.
private struct JMHResult: Decodable {
  struct Metric: Decodable {
    let scoreUnit: String
    /// A list a fork.
    let rawData: [[Double]]?
    /// Of mode `sample`: a list a fork, in it one an iteration, of pairs of a value and how often it came.
    let rawDataHistogram: [[[[Double]]]]?
  }

  struct Secondary: Decodable {}

  let jmhVersion: String?
  let jdkVersion: String?
  let benchmark: String
  let mode: String
  let threads: Int?
  let params: [String: String]?
  let primaryMetric: Metric
  let secondaryMetrics: [String: Secondary]?

  func row(path: String, place: String) throws(ImportError) -> ForeignRow {
    let place = "\(place).primaryMetric"
    let scores = try scores(path: path, place: place)
    let (isRate, unit) = try unit(path: path, place: "\(place).scoreUnit")
    var forks: [[Double]] = []
    for (fork, values) in scores.enumerated() where !values.isEmpty {
      let times = isRate ? values.map { 1 / $0 } : values
      forks.append(try ForeignRow.nanoseconds(times, per: unit, path: path, place: "\(place).rawData[\(fork)]"))
    }
    if forks.isEmpty { throw .damaged(path: path, place: "\(place).rawData", problem: "there is no iteration in it") }
    let (size, variant) = ForeignParameters.split(params ?? [:], otherwise: "")
    let manner = mode + ((threads ?? 1) > 1 ? "-\(threads ?? 1)t" : "")
    let point = benchmark.lastIndex(of: ".")
    return ForeignRow(
      place: place, group: String(point.map { benchmark[..<$0] } ?? ""),
      name: String(point.map { benchmark[benchmark.index(after: $0)...] } ?? benchmark[...]),
      fullName: "\(benchmark) \(ForeignParameters.text(params ?? [:]))", size: size,
      variant: variant.isEmpty ? manner : "\(manner),\(variant)", processes: forks)
  }

  var notes: [String] {
    let others = (secondaryMetrics ?? [:]).keys.sorted()
    return (others.isEmpty ? [] : ["left out: secondary metrics of '\(benchmark)': \(others.joined(separator: ", "))"])
      + (mode == "sample" ? ["of JMH's mode 'sample' each iteration gives its median as one sample"] : [])
      + (mode == "thrpt"
        ? ["of JMH's mode 'thrpt' the time of one operation is what one unit of time holds, turned over"] : [])
  }

  /// A score an iteration, a list a fork.
  private func scores(path: String, place: String) throws(ImportError) -> [[Double]] {
    if let raw = primaryMetric.rawData { return raw }
    guard let histograms = primaryMetric.rawDataHistogram else {
      throw .damaged(path: path, place: "\(place).rawData", problem: "it is missing")
    }
    var forks: [[Double]] = []
    for (fork, iterations) in histograms.enumerated() {
      var scores: [Double] = []
      for (iteration, pairs) in iterations.enumerated() {
        let place = "\(place).rawDataHistogram[\(fork)][\(iteration)]"
        guard pairs.allSatisfy({ $0.count == 2 && $0[1] >= 0 && $0[1] < 1e15 }), let median = Self.median(of: pairs)
        else {
          throw .damaged(path: path, place: place, problem: "it is not pairs of a value and a count")
        }
        scores.append(median)
      }
      forks.append(scores)
    }
    return forks
  }

  private static func median(of pairs: [[Double]]) -> Double? {
    let total = pairs.reduce(0) { $0 + $1[1] }
    var seen = 0.0
    for pair in pairs.sorted(by: { $0[0] < $1[0] }) {
      seen += pair[1]
      if total > 0, seen * 2 >= total { return pair[0] }
    }
    return nil
  }

  /// `us/op` is a time; `ops/ms` is a rate, whose inverse is one. Anything else is neither.
  private func unit(path: String, place: String) throws(ImportError) -> (isRate: Bool, nanoseconds: Double) {
    let parts = primaryMetric.scoreUnit.split(separator: "/").map(String.init)
    if parts.count == 2, parts[1] == "op", let unit = TimeUnit.nanoseconds[parts[0]] { return (false, unit) }
    if parts.count == 2, parts[0] == "ops", let unit = TimeUnit.nanoseconds[parts[1]] { return (true, unit) }
    throw .damaged(
      path: path, place: place,
      problem: "'\(primaryMetric.scoreUnit)' is no time of an operation and no rate of them")
  }
}
