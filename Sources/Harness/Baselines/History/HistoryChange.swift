public import Foundation
import Synchronization
public import TickmarkStatistics

/// A change of level in one series of a history, and between which commits it came.
public struct HistoryChange: Codable, Sendable, Equatable {
  /// A run of the history, as people know it.
  public struct Run: Codable, Sendable, Equatable {
    public var number: Int
    public var commit: String
    public var dirty: Bool
    public var started: String
  }

  /// `case:variant`
  public var row: String
  public var metric: String
  public var unit: String
  /// The last run at the level before, and the first at the level after.
  public var lastBefore: Run
  public var firstAfter: Run
  /// Medians of the metric between this change and its neighbours.
  public var before: Double
  public var after: Double
  /// After over before of what was looked at: through the yardstick where there is one. Null where before is 0.
  public var ratio: Double?
  /// The yardstick that the ratio is through; absent where the metric itself was looked at.
  public var yardstick: String?
  /// The chance of such a change somewhere between its neighbours where there is none; 0 for exact counts.
  public var pValue: Double
}

/// The changes of all series of a history: `tickmark.changepoints/1`.
public struct HistoryChanges: Codable, Sendable {
  public static let schema = "tickmark.changepoints/1"

  public var schema = HistoryChanges.schema
  public var machineClass: String
  public var metric: String
  public var runs: Int
  public var rows: Int
  public var level: Double
  /// The smallest relative change that is told.
  public var margin: Double
  public var changes: [HistoryChange]
  /// Runs and rows that were left out, and why.
  public var notes: [String]

  /// Looks for changes in every series.
  ///
  /// Times are looked at as `ChangePoints` does; counts are exact, so that each new value is a change.
  ///
  /// - Complexity: as `ChangePoints`, on all processors.
  public init(
    _ series: [HistorySeries], of entries: [HistoryEntry], metric: String, method: ChangePoints, margin: Double,
    notes: [String]
  ) {
    let found = Mutex([[HistoryChange]](repeating: [], count: series.count))
    DispatchQueue.concurrentPerform(iterations: series.count) { place in
      let changes = Self.changes(of: series[place], entries, method, margin)
      found.withLock { $0[place] = changes }
    }
    machineClass = entries.last?.machineClass ?? ""
    self.metric = metric
    runs = entries.count
    rows = series.count
    level = method.level
    self.margin = margin
    changes = found.withLock { Array($0.joined()) }
    let short = series.count { $0.points.count < 2 * method.minimum }
    self.notes =
      notes
      + (short > 0
        ? ["\(short) rows have fewer than \(2 * method.minimum) runs, in which no change can be told from chance"] : [])
  }

  public func encoded() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return try encoder.encode(self) + Data("\n".utf8)
  }

  private static func changes(
    of series: HistorySeries, _ entries: [HistoryEntry], _ method: ChangePoints, _ margin: Double
  ) -> [HistoryChange] {
    let tested = series.tested
    let isTime = series.metric == "wall"
    let places =
      isTime
      ? method.find(in: tested).map { (index: $0.index, pValue: $0.pValue) }
      : tested.indices.dropFirst().filter { tested[$0] != tested[$0 - 1] }.map { (index: $0, pValue: 0) }
    let bounds = [0] + places.map(\.index) + [tested.count]
    return places.indices.compactMap { place in
      let (start, middle, end) = (bounds[place], bounds[place + 1], bounds[place + 2])
      func median(_ values: some Sequence<Double>) -> Double { Quantile.median(of: Array(values)) ?? 0 }
      let (a, b) = (median(tested[start..<middle]), median(tested[middle..<end]))
      let ratio = a == 0 ? nil : b / a
      if isTime, let ratio, ratio < 1 + margin, ratio > 1 / (1 + margin) { return nil }
      return HistoryChange(
        row: series.key, metric: series.metric, unit: series.unit,
        lastBefore: run(series.points[middle - 1].run, entries), firstAfter: run(series.points[middle].run, entries),
        before: median(series.points[start..<middle].map(\.value)),
        after: median(series.points[middle..<end].map(\.value)), ratio: ratio,
        yardstick: series.yardstick, pValue: places[place].pValue)
    }
  }

  private static func run(_ place: Int, _ entries: [HistoryEntry]) -> HistoryChange.Run {
    let entry = entries[place]
    return HistoryChange.Run(number: place + 1, commit: entry.commit, dirty: entry.dirty, started: entry.started)
  }
}
