import TickmarkStatistics

/// The file that package-benchmark keeps a baseline in: a histogram a metric.
struct PackageBaseline: Decodable {
  // Names as the format has them.
  struct Machine: Decodable {
    let hostname: String
    let processors: Int
    let kernelVersion: String
    let memory: Int
  }

  struct Identifier: Decodable {
    let target: String
    let name: String
  }

  struct Result: Decodable {
    struct Statistics: Decodable { let histogram: Histogram }
    /// `{"wallClock": {}}`.
    let metric: [String: Ignored]
    let scalingFactor: Double
    let statistics: Statistics
  }

  struct Ignored: Decodable { init(from decoder: any Decoder) throws {} }

  /// A high dynamic range histogram: linear within a bucket, each bucket twice as wide as the one before.
  ///
  /// - Source: G. Tene, HdrHistogram, the description of its buckets.
  struct Histogram: Decodable {
    let lowestDiscernibleValue: Int
    /// Kept exactly, beside the cells; the largest number there is where nothing above 0 was counted.
    let minNonZeroValue: UInt64
    let maxValue: UInt64
    let subBucketMask: Int
    let counts: [Int]
  }

  /// Identifiers and lists of results in turn: how Swift writes a dictionary whose keys are no words.
  struct Entries: Decodable {
    var entries: [(identifier: Identifier, results: [Result])] = []

    init(from decoder: any Decoder) throws {
      var list = try decoder.unkeyedContainer()
      while !list.isAtEnd {
        entries.append((try list.decode(Identifier.self), try list.decode([Result].self)))
      }
    }
  }

  let machine: Machine
  let results: Entries

  /// The histograms have no order of time: samples are dealt in an order of chance, the same every time.
  static func results(_ source: ImportSource) throws(ImportError) -> ForeignResults {
    let file = try JSONText.decode(PackageBaseline.self, from: source.data, path: source.path)
    var answer = ForeignResults(tool: "package-benchmark")
    answer.machine = ForeignMachine(
      host: file.machine.hostname, cores: file.machine.processors,
      memoryBytes: (0...1_000_000).contains(file.machine.memory) ? file.machine.memory << 30 : nil,
      kernel: file.machine.kernelVersion)
    for (index, entry) in file.results.entries.enumerated() {
      let place = "results[\(2 * index + 1)]"
      if let row = try row(entry.identifier, entry.results, path: source.path, place: place) {
        answer.rows.append(row)
      } else {
        answer.notes.append("left out, without wallClock: '\(entry.identifier.name)'")
      }
    }
    answer.notes.append(
      "package-benchmark's samples come from histograms without their order: dealt at random into up to \(RowRecord.batches) batches that count as processes"
    )
    return answer
  }

  private static func row(
    _ identifier: Identifier, _ results: [Result], path: String, place: String
  ) throws(ImportError) -> ForeignRow? {
    let (short, size) = ForeignRow.split(identifier.name)
    var row = ForeignRow(
      place: place, group: identifier.target, name: short, fullName: identifier.name, size: size,
      variant: "package-benchmark", processes: [])
    for (index, result) in results.enumerated() {
      let place = "\(place)[\(index)]"
      guard let name = result.metric.keys.first, let meaning = PackageMetric.all[name] else { continue }
      guard result.scalingFactor >= 1, result.scalingFactor <= 1e15 else {
        throw .damaged(path: path, place: "\(place).scalingFactor", problem: "it is not from 1 to 10^15")
      }
      let (histogram, histogramPlace) = (result.statistics.histogram, "\(place).statistics.histogram")
      let values = try histogram.values(path: path, place: histogramPlace)
      func ofOneCall(_ values: [Double]) -> [Double] { values.map { $0 / result.scalingFactor } }
      switch meaning {
      case .wall:
        row.processes = [
          try ForeignRow.nanoseconds(shuffled(ofOneCall(values)), per: 1, path: path, place: place)
        ]
      case .processor: row.processor = ofOneCall(values).compactMap(ForeignRow.plausible)
      case .count(let metric):
        row.counts[metric] = ofOneCall(try histogram.bounded(values, path: path, place: histogramPlace))
      case .level(let metric): row.counts[metric] = try histogram.bounded(values, path: path, place: histogramPlace)
      }
    }
    return row.processes.first?.isEmpty == false ? row : nil
  }

  private static func shuffled(_ values: [Double]) -> [Double] {
    var source = SplitMix64(seed: 1)
    return Permutation.shuffled(count: values.count, using: &source).map { values[$0] }
  }
}

extension PackageBaseline.Histogram {
  /// The values with the true least and greatest in place of their cells' middles: what is the same every time is exact.
  fileprivate func bounded(_ values: [Double], path: String, place: String) throws(ImportError) -> [Double] {
    guard let first = values.first, let last = values.last else { return [] }
    let least = (counts.first ?? 0) > 0 ? 0 : Double(minNonZeroValue)
    let most = Double(maxValue)
    func isInCell(_ value: Double, around middle: Double) -> Bool {
      abs(value - middle) <= max(middle / Double(half), Double(lowestDiscernibleValue))
    }
    guard least <= most, isInCell(least, around: first), isInCell(most, around: last), values.count > 1 || least == most
    else {
      throw .damaged(path: path, place: place, problem: "its least and greatest value are not in its cells")
    }
    var values = values
    values[0] = least
    values[values.count - 1] = most
    return least == most ? values.map { _ in least } : values
  }

  private var magnitude: Int { 63 - max(lowestDiscernibleValue, 1).leadingZeroBitCount }
  /// Half of the cells of a bucket: a cell is no wider than its value by this.
  private var half: Int { ((min(max(subBucketMask, 0), 1 << 50) >> magnitude) + 1) / 2 }

  /// Every value as often as it was counted, the middle of its cell; of more than a million evenly fewer.
  func values(path: String, place: String) throws(ImportError) -> [Double] {
    let half = half
    let isSound =
      half > 0 && half & (half - 1) == 0 && half <= 1 << 20 && lowestDiscernibleValue >= 1
      && lowestDiscernibleValue <= 1 << 30 && counts.allSatisfy { (0...100_000_000_000).contains($0) }
      && counts.count <= half * 60
    guard isSound else { throw .damaged(path: path, place: place, problem: "it is no histogram of this kind") }
    let total = counts.reduce(0, +)
    let share = max(1, Double(total) / 1e6)
    let scale = Double(sign: .plus, exponent: magnitude, significand: 1)
    var values: [Double] = []
    for (index, count) in counts.enumerated() where count > 0 {
      let bucket = max(index / half - 1, 0)
      let position = index < half ? index : index % half + half
      let width = Double(sign: .plus, exponent: bucket, significand: 1) * scale
      let middle = Double(position) * width + (width - scale) / 2
      values += [Double](repeating: middle, count: max(1, Int(Double(count) / share)))
    }
    return values
  }
}
