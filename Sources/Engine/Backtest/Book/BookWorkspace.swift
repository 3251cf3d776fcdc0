public import TickmarkMemory

/// The memory of a book's runs, owned by the caller and used again for the next run; afterwards what the run recorded.
public struct BookWorkspace: ~Copyable {
  /// What a run writes down beside the net asset value; it never changes that.
  public enum Record: Sendable, Comparable {
    /// No fill and no trade is kept: for searches that look at the value alone.
    case value
    /// The statistics of trades, but not the trades: for searches that look at all statistics and at nothing else. The
    /// variants with lanes then take up to 18 bytes a trade.
    case statistics
    /// The trades as well.
    case trades
    /// Every fill as well.
    case ledger
  }

  public let record: Record
  /// At the end of each day.
  public internal(set) var nav: AlignedBuffer<Double>
  public internal(set) var cash: AlignedBuffer<Double>
  public internal(set) var returns: AlignedBuffer<Double>
  /// Σ shares · close over the net asset value, of the assets that have a close on the day: what the trade statistics
  /// call the margin.
  public internal(set) var margin: AlignedBuffer<Double>
  /// Σ |shares| · last valid close.
  public internal(set) var grossValue: AlignedBuffer<Double>
  /// Value and costs of the day's fills.
  public internal(set) var tradedValue: AlignedBuffer<Double>
  public internal(set) var costs: AlignedBuffer<Double>
  var ledger = FillLog()
  /// The reference's trades; the other variants keep theirs by groups.
  var log = TradeLog<BookTrade>()
  var sorted: SortedTrades<BookTrade>
  var tally = BookTally()
  /// The reference's assets.
  var holdings: [Holding] = []
  /// The memory of the variants with lanes, made when one first runs.
  var tiles: BookTiles?

  public init(days: Int, record: Record = .ledger) {
    self.record = record
    nav = AlignedBuffer(count: days, repeating: 0)
    cash = AlignedBuffer(count: days, repeating: 0)
    returns = AlignedBuffer(count: days, repeating: 0)
    margin = AlignedBuffer(count: days, repeating: 0)
    grossValue = AlignedBuffer(count: days, repeating: 0)
    tradedValue = AlignedBuffer(count: days, repeating: 0)
    costs = AlignedBuffer(count: days, repeating: 0)
    sorted = SortedTrades(days: days)
  }

  public var days: Int { nav.count }
  public var fillCount: Int { record == .ledger ? ledger.count : 0 }
  /// The fills of the last run by day, then asset, if it kept a ledger.
  public subscript(fill index: Int) -> Fill { ledger[index] }
  public var tradeCount: Int { record >= .trades ? sorted.count : 0 }
  /// The completed trades of the last run, by exit day, then asset, if it kept them.
  public subscript(trade index: Int) -> BookTrade { sorted[index] }

  mutating func prepare(days: Int) {
    precondition(nav.count == days, "a workspace is made for its number of days")
    ledger.removeAll()
    log.removeAll()
    sorted.removeAll()
    tally.removeAll()
    for day in 0..<days {
      tradedValue[day] = 0
      costs[day] = 0
    }
  }

  mutating func endDay(_ day: Int, cash: Double, _ worth: BookWorth, capital: Double) {
    let value = cash + worth.net
    let before = day > 0 ? nav[day - 1] : capital
    self.cash[day] = cash
    nav[day] = value
    returns[day] = before <= BookRules.smallest ? 0 : value / before - 1
    margin[day] = worth.priced / value
    grossValue[day] = worth.gross
  }
}

/// What the open positions are worth at the end of a day.
struct BookWorth {
  /// Long less short, at the last valid closes.
  var net: Double
  /// Long and short, at the last valid closes.
  var gross: Double
  /// Long less short, of the assets that have a close on the day.
  var priced: Double
}
