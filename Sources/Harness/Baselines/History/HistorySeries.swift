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

  /// The rows of runs that can be compared with the newest: its build, its flags, a fit machine.
  ///
  /// - Parameter metric: one of `HistoryEntry.metrics`.
  /// - Returns: the series in order of first appearance, and how many runs were left out for each reason.
  public static func all(
    of entries: [HistoryEntry], metric: String, where isWanted: @escaping (String) -> Bool
  ) -> (series: [HistorySeries], leftOut: [String]) {
    guard let newest = entries.last else { return ([], []) }
    let others = entries.count { !$0.isLike(newest) }
    let unfit = entries.count { $0.isLike(newest) && !$0.fit }
    var gathering = Gathering(metric: metric, isWanted: isWanted)
    for (run, entry) in entries.enumerated() where entry.fit && entry.isLike(newest) { gathering.add(entry, run: run) }
    let reasons = [
      others > 0 ? "\(others) runs of another build, or with other flags, than the newest" : nil,
      unfit > 0 ? "\(unfit) runs in which a control fired" : nil,
    ]
    return (gathering.finished, reasons.compactMap { $0 })
  }
}

/// Series that grow run by run.
private struct Gathering {
  let metric: String
  let isWanted: (String) -> Bool
  private var series: [HistorySeries] = []
  /// The yardsticks that each series has met, "" for none.
  private var kinds: [Set<String>] = []
  private var known: [String: Int?] = [:]
  /// Runs have the rows of the run before, nearly always: then nobody looks them up.
  private var rows: [String] = []
  private var places: [Int?] = []

  init(metric: String, isWanted: @escaping (String) -> Bool) {
    self.metric = metric
    self.isWanted = isWanted
  }

  mutating func add(_ entry: HistoryEntry, run: Int) {
    guard let values = entry.columns[metric] else { return }
    if entry.cases != rows {
      rows = entry.cases
      places = rows.map { place(of: $0, unit: entry.units[metric] ?? "") }
    }
    for (row, place) in places.enumerated() {
      guard let place, let value = values[row] else { continue }
      let point = entry.point(run: run, row: row, value: value, isTime: metric == "wall")
      series[place].points.append(point)
      let kind = point.relative == nil ? "" : entry.yardsticks[row]
      if !kinds[place].contains(kind) { kinds[place].insert(kind) }
    }
  }

  /// Nil for a row that is not wanted.
  private mutating func place(of key: String, unit: String) -> Int? {
    if let place = known[key] { return place }
    guard isWanted(key) else {
      known[key] = .some(nil)
      return nil
    }
    known[key] = series.count
    series.append(HistorySeries(key: key, metric: metric, unit: unit, points: [], yardstick: nil))
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
  fileprivate func isLike(_ other: HistoryEntry) -> Bool {
    instructionSet == other.instructionSet && flags == other.flags
  }

  fileprivate func point(run: Int, row: Int, value: Double, isTime: Bool) -> HistorySeries.Point {
    guard isTime else { return HistorySeries.Point(run: run, value: value, interval: nil, relative: nil) }
    let bounds = [columns["lower"]?[row], columns["upper"]?[row]].compactMap { $0.flatMap { $0 } }
    let ratio = relative[row].flatMap { $0 > 0 ? $0 : nil }
    return HistorySeries.Point(run: run, value: value, interval: bounds.count == 2 ? bounds : nil, relative: ratio)
  }
}
