/// Which bars to keep.
///
/// Steps are taken in the order of the properties; what a step removes, no later step counts.
///
/// - Gaps: a missing close lies within no price bounds, a missing volume within no volume bounds.
public struct FrameFilter: Sendable {
  /// Keeps these symbols.
  public var symbols: Set<String>?
  /// Keeps bars from the first to the last day, both included.
  public var days: ClosedRange<Day>?
  /// Keeps bars whose close lies within the bounds, both included.
  public var closes: ClosedRange<Double>?
  /// Keeps bars whose volume lies within the bounds, both included.
  public var volumes: ClosedRange<Double>?
  /// Keeps symbols of which at least so many bars are left by then.
  public var minimumBars: Int?

  public init(
    symbols: Set<String>? = nil, days: ClosedRange<Day>? = nil, closes: ClosedRange<Double>? = nil,
    volumes: ClosedRange<Double>? = nil, minimumBars: Int? = nil
  ) {
    (self.symbols, self.days, self.closes, self.volumes, self.minimumBars) =
      (symbols, days, closes, volumes, minimumBars)
  }
}

/// What a filter left, and what it took away at which step.
public struct FilteredFrame: Sendable {
  /// What is left, in the frame's order and memory.
  public let slice: FrameSlice
  /// Bars that each step removed, in the order of the steps; a step that was not asked for is not there.
  public let removed: [(step: FrameFilter.Step, bars: Int)]
  /// Symbols that were asked for and that the frame does not have, in order.
  public let unknownSymbols: [String]
}

extension FrameFilter {
  public enum Step: String, CaseIterable, Sendable {
    case symbols, days, closes, volumes
    case minimumBars = "minimum bars"
  }
}

extension Frame {
  /// The bars that `filter` keeps, without a copy.
  ///
  /// - Complexity: O(symbols · log rows) for symbols, days and minimum bars; bounds read their column once. A part of the
  ///   slice for each run of bars within the bounds.
  public func filtered(by filter: FrameFilter) -> FilteredFrame { slice.filtered(by: filter) }
}

extension FrameSlice {
  /// The bars that `filter` keeps, without a copy.
  public func filtered(by filter: FrameFilter) -> FilteredFrame {
    var left = self
    var removed: [(step: FrameFilter.Step, bars: Int)] = []
    func take(_ step: FrameFilter.Step, _ next: FrameSlice) {
      removed.append((step, left.count - next.count))
      left = next
    }
    if let symbols = filter.symbols { take(.symbols, left.slice(symbols: symbols)) }
    if let days = filter.days { take(.days, left.slice(days: days)) }
    if let closes = filter.closes { take(.closes, left.keeping { closes.contains(frame.close[$0]) }) }
    if let volumes = filter.volumes { take(.volumes, left.keeping { volumes.contains(frame.volume[$0]) }) }
    if let minimum = filter.minimumBars { take(.minimumBars, left.keeping(minimumBars: minimum)) }
    return FilteredFrame(
      slice: left, removed: removed,
      unknownSymbols: (filter.symbols ?? []).filter { frame.index(of: $0) == nil }.sorted())
  }

  /// The runs of rows for which `isKept` holds.
  private func keeping(_ isKept: (_ row: Int) -> Bool) -> FrameSlice {
    var runs: [Part] = []
    for part in parts {
      var start = part.rows.lowerBound
      for row in part.rows where !isKept(row) {
        if start < row { runs.append(Part(symbol: part.symbol, rows: start..<row)) }
        start = row + 1
      }
      if start < part.rows.upperBound { runs.append(Part(symbol: part.symbol, rows: start..<part.rows.upperBound)) }
    }
    return FrameSlice(frame, parts: runs)
  }

  private func keeping(minimumBars: Int) -> FrameSlice {
    var bars: [Int: Int] = [:]
    for part in parts { bars[part.symbol, default: 0] += part.rows.count }
    return FrameSlice(frame, parts: parts.filter { bars[$0.symbol, default: 0] >= minimumBars })
  }
}
