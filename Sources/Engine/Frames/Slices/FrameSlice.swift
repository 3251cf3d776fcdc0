/// Some rows of a frame, in the frame's order and memory: a list of row ranges, and no copy of a bar.
///
/// Slices of slices and filters are slices too. `copied()` makes a frame of what is left.
///
/// - Complexity: a part is 24 bytes. By symbol O(log symbols) on a whole frame; by day O(parts · log rows), since a frame
///   is sorted by symbol first and every symbol's days are searched on their own.
public struct FrameSlice: Sendable {
  /// Consecutive rows of one symbol.
  public struct Part: Equatable, Sendable {
    /// An index of the frame's `symbols`.
    public let symbol: Int
    /// Rows of the frame; at least one.
    public let rows: Range<Int>
  }

  public let frame: Frame
  /// In the order of the frame's rows, none of them empty.
  public let parts: [Part]

  init(_ frame: Frame, parts: [Part]) {
    (self.frame, self.parts) = (frame, parts)
  }

  /// Rows in all parts.
  public var count: Int { parts.reduce(0) { $0 + $1.rows.count } }

  /// The symbols that have a row, in the frame's order.
  public var symbols: [String] { symbolCodes.map { frame.symbols[$0] } }

  /// Calls `body` with each row of the frame that is in the slice.
  public func forEachRow<Failure: Error>(_ body: (_ row: Int) throws(Failure) -> Void) throws(Failure) {
    for part in parts {
      for row in part.rows { try body(row) }
    }
  }

  var symbolCodes: [Int] {
    var codes: [Int] = []
    for part in parts where codes.last != part.symbol { codes.append(part.symbol) }
    return codes
  }
}

extension Frame {
  /// Every row.
  public var slice: FrameSlice {
    FrameSlice(
      self,
      parts: symbols.indices.compactMap { symbol in
        rows(of: symbol).isEmpty ? nil : FrameSlice.Part(symbol: symbol, rows: rows(of: symbol))
      })
  }

  /// The rows of one symbol; none where the frame does not have it.
  public func slice(symbol name: String) -> FrameSlice {
    guard let symbol = index(of: name), !rows(of: symbol).isEmpty else { return FrameSlice(self, parts: []) }
    return FrameSlice(self, parts: [FrameSlice.Part(symbol: symbol, rows: rows(of: symbol))])
  }

  /// The rows of every symbol from the first to the last of `days`, both included.
  public func slice(days: ClosedRange<Day>) -> FrameSlice { slice.slice(days: days) }

  /// The index of a symbol; nothing where the frame does not have it.
  ///
  /// - Complexity: O(log symbols).
  public func index(of name: String) -> Int? {
    var (low, high) = (0, symbols.count)
    while low < high {
      let middle = (low + high) / 2
      if symbols[middle].utf8.lexicographicallyPrecedes(name.utf8) { low = middle + 1 } else { high = middle }
    }
    return low < symbols.count && symbols[low] == name ? low : nil
  }
}

extension FrameSlice {
  /// The rows of the symbols that are in `names`.
  public func slice(symbols names: Set<String>) -> FrameSlice {
    FrameSlice(frame, parts: parts.filter { names.contains(frame.symbols[$0.symbol]) })
  }

  /// The rows from the first to the last of `days`, both included.
  public func slice(days: ClosedRange<Day>) -> FrameSlice {
    let numbers = frame.days.span
    return FrameSlice(
      frame,
      parts: parts.compactMap { part in
        let first = Self.first(in: part.rows) { numbers[$0] >= days.lowerBound.number }
        let end = Self.first(in: first..<part.rows.upperBound) { numbers[$0] > days.upperBound.number }
        return first < end ? Part(symbol: part.symbol, rows: first..<end) : nil
      })
  }

  /// The first row for which `isBehind` holds, as it does for every row after that one.
  private static func first(in rows: Range<Int>, _ isBehind: (Int) -> Bool) -> Int {
    var (low, high) = (rows.lowerBound, rows.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if isBehind(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
