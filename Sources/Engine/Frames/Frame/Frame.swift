public import TickmarkMemory

/// A long table of bars: one row a symbol and moment, sorted by symbol, then by day and second.
///
/// Symbols are in ascending order of their UTF-8 bytes, so that a frame depends on its rows only, never on the order in
/// which a file listed them.
///
/// - Gaps: a missing price is NaN; a missing volume is the sentinel that `VolumeColumn` documents. A row whose every
///   field is missing is still a row.
/// - Invariant: within a symbol, moments increase strictly.
public struct Frame: Sendable {
  public let symbols: [String]
  /// The symbol of each row, as an index of `symbols`.
  public let codes: Column<Int32>
  /// The day of each row, as `Day.number`.
  public let days: Column<Int32>
  /// The second of the day of each row; nothing where all bars are daily.
  public let seconds: Column<Int32>?
  public let open: PriceColumn
  public let high: PriceColumn
  public let low: PriceColumn
  public let close: PriceColumn
  public let volume: VolumeColumn
  /// The rows of each symbol, in the order of `symbols`.
  private let ranges: [Range<Int>]

  init(
    symbols: [String], ranges: [Range<Int>], codes: Column<Int32>, days: Column<Int32>, seconds: Column<Int32>?,
    prices: [PriceColumn], volume: VolumeColumn
  ) {
    precondition(prices.count == 4 && ranges.count == symbols.count, "four prices, and a range a symbol")
    self.symbols = symbols
    self.ranges = ranges
    self.codes = codes
    self.days = days
    self.seconds = seconds
    (open, high, low, close) = (prices[0], prices[1], prices[2], prices[3])
    self.volume = volume
  }

  public var count: Int { codes.count }

  /// The rows of the symbol at `index` of `symbols`.
  public func rows(of index: Int) -> Range<Int> { ranges[index] }

  public func moment(_ row: Int) -> Moment {
    Moment(day: Day(number: days[row]), second: seconds?[row] ?? 0)
  }

  /// One value, widened; NaN where it is missing.
  public func value(_ field: Field, row: Int) -> Double {
    if let column = price(field) { column[row] } else { volume[row] }
  }

  /// The column of a price; nothing for the volume.
  public func price(_ field: Field) -> PriceColumn? {
    switch field {
    case .open: open
    case .high: high
    case .low: low
    case .close: close
    case .volume: nil
    }
  }

  /// First and last day of any row; nothing for a frame without rows.
  public var span: ClosedRange<Day>? {
    guard count > 0 else { return nil }
    let days = days.span
    var (first, last) = (Int32.max, Int32.min)
    for row in days.indices { (first, last) = (min(first, days[row]), max(last, days[row])) }
    return Day(number: first)...Day(number: last)
  }
}

/// What a bar holds.
public enum Field: String, CaseIterable, Sendable {
  case open, high, low, close, volume

  public static let prices: [Field] = [.open, .high, .low, .close]
}

/// How exactly prices are kept.
public enum Precision: String, CaseIterable, Sendable {
  /// Rounded once to Float32; a column that Float32 cannot hold widens to Float64.
  case float32
  /// As read.
  case float64
}
