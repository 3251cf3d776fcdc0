/// One metric of one row over the runs of a history.
public struct HistorySeries: Sendable, Equatable {
  public struct Point: Sendable, Equatable {
    /// Which run of the history.
    public var run: Int
    public var value: Double
    /// Of the wall time, where it was recorded.
    public var interval: [Double]?
    /// The value in calls of the row's yardstick: free of the machine's pace.
    public var relative: Double?
  }

  /// `case:variant`
  public var key: String
  public var metric: String
  public var unit: String
  /// Oldest first.
  public var points: [Point]
  /// The yardstick that all points are relative to; nil where there are several or none.
  public var yardstick: String?

  /// What changes are looked for in: the ratios to the yardstick where every run has one, else the values.
  public var tested: [Double] {
    guard yardstick != nil else { return points.map(\.value) }
    return points.map { $0.relative ?? $0.value }
  }

  /// Each row in the runs that can be compared with the newest that has it: that one's build, its flags, a fit machine.
  ///
  /// Runs of other tools, and of other programs, may lie between a row's own: they say nothing of it.
  ///
  /// - Parameter metric: one of `HistoryEntry.metrics`.
  /// - Returns: the series in order of first appearance, and for each reason how many runs with wanted rows were left out.
  public static func all(
    of entries: [HistoryEntry], metric: String, where isWanted: @escaping (String) -> Bool
  ) -> (series: [HistorySeries], leftOut: [String]) {
    var gathering = Gathering(metric: metric, kinds: RunKinds(entries), isWanted: isWanted)
    for (run, entry) in entries.enumerated() { gathering.add(entry, run: run) }
    let reasons = [
      gathering.others > 0
        ? "\(gathering.others) runs of another build, or with other flags, than the newest with the same rows" : nil,
      gathering.unfit > 0 ? "\(gathering.unfit) runs in which a control fired" : nil,
    ]
    return (gathering.finished, reasons.compactMap { $0 })
  }
}

/// Which runs can be compared: those of one build with the same flags are of one kind.
private struct RunKinds {
  private struct Kind: Hashable {
    let instructionSet: String
    let flags: [String: String]
  }

  /// The kind of each run.
  let ofRuns: [Int]
  /// The kind of the newest run that has the row.
  private(set) var ofRows: [String: Int] = [:]

  init(_ entries: [HistoryEntry]) {
    var known: [Kind: Int] = [:]
    ofRuns = entries.map { entry in
      let kind = Kind(instructionSet: entry.instructionSet, flags: entry.flags)
      let number = known[kind, default: known.count]
      known[kind] = number
      return number
    }
    // Runs have the rows of the run before, nearly always: then nobody looks them up.
    var rows: [String] = []
    for (run, entry) in entries.enumerated().reversed() where entry.cases != rows {
      rows = entry.cases
      for row in rows where ofRows[row] == nil { ofRows[row] = ofRuns[run] }
    }
  }
}

/// Series that grow run by run.
private struct Gathering {
  /// Runs that have a wanted row, and were left out for some of them.
  private(set) var others = 0
  private(set) var unfit = 0

  let metric: String
  let runKinds: RunKinds
  let isWanted: (String) -> Bool
  private var series: [HistorySeries] = []
  /// The yardsticks that each series has met, "" for none.
  private var kinds: [Set<String>] = []
  private var known: [String: Int?] = [:]
  /// Runs have the rows of the run before, nearly always: then nobody looks them up.
  private var rows: [String] = []
  private var places: [Int?] = []
  /// The kinds that the wanted ones of these rows are of now.
  private var wantedKinds: Set<Int> = []

  init(metric: String, kinds: RunKinds, isWanted: @escaping (String) -> Bool) {
    self.metric = metric
    runKinds = kinds
    self.isWanted = isWanted
  }

  mutating func add(_ entry: HistoryEntry, run: Int) {
    if entry.cases != rows {
      rows = entry.cases
      places = rows.map { place(of: $0) }
      wantedKinds = Set(zip(rows, places).compactMap { row, place in place == nil ? nil : runKinds.ofRows[row] })
    }
    let kind = runKinds.ofRuns[run]
    if wantedKinds.contains(where: { $0 != kind }) { others += 1 }
    guard wantedKinds.contains(kind) else { return }
    guard entry.fit else {
      unfit += 1
      return
    }
    guard let values = entry.columns[metric] else { return }
    let isMixed = wantedKinds.count > 1
    for (row, place) in places.enumerated() {
      guard let place, let value = values[row], !isMixed || runKinds.ofRows[rows[row]] == kind else { continue }
      if series[place].points.isEmpty { series[place].unit = entry.units[metric] ?? "" }
      let point = entry.point(run: run, row: row, value: value, isTime: metric == "wall")
      series[place].points.append(point)
      let kind = point.relative == nil ? "" : entry.yardsticks[row]
      if !kinds[place].contains(kind) { kinds[place].insert(kind) }
    }
  }

  /// Nil for a row that is not wanted.
  private mutating func place(of key: String) -> Int? {
    if let place = known[key] { return place }
    guard isWanted(key) else {
      known[key] = .some(nil)
      return nil
    }
    known[key] = series.count
    series.append(HistorySeries(key: key, metric: metric, unit: "", points: [], yardstick: nil))
    kinds.append([])
    return series.count - 1
  }

  var finished: [HistorySeries] {
    zip(series, kinds).filter { !$0.0.points.isEmpty }.map { one, kinds in
      var one = one
      one.yardstick = kinds.count == 1 ? kinds.first.flatMap { $0.isEmpty ? nil : $0 } : nil
      return one
    }
  }
}

extension HistoryEntry {
  fileprivate func point(run: Int, row: Int, value: Double, isTime: Bool) -> HistorySeries.Point {
    guard isTime else { return HistorySeries.Point(run: run, value: value, interval: nil, relative: nil) }
    let bounds = [columns["lower"]?[row], columns["upper"]?[row]].compactMap { $0.flatMap { $0 } }
    let ratio = relative[row].flatMap { $0 > 0 ? $0 : nil }
    return HistorySeries.Point(run: run, value: value, interval: bounds.count == 2 ? bounds : nil, relative: ratio)
  }
}
