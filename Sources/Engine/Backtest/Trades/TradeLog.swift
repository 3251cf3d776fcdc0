import TickmarkMemory

/// A completed round trip, as far as its log needs to know it.
protocol CompletedTrade: BitwiseCopyable, Sendable {
  var exitDay: Int32 { get }
  /// What fills room that no trade has taken yet.
  static var none: Self { get }
}

/// Trades in the order in which they were found.
///
/// The room grows by doubling and is kept between runs, so that a repeated run allocates nothing.
struct TradeLog<Trade: CompletedTrade>: ~Copyable {
  private(set) var count = 0
  private var found = AlignedBuffer<Trade>(count: 256, repeating: .none)

  mutating func removeAll() { count = 0 }

  @inline(__always) mutating func append(_ trade: Trade) {
    if count == found.count { grow() }
    found[count] = trade
    count += 1
  }

  private mutating func grow() {
    var larger = AlignedBuffer<Trade>(count: 2 * found.count, repeating: .none)
    for index in 0..<count { larger[index] = found[index] }
    found = larger
  }

  var span: Span<Trade> { @_lifetime(borrow self) get { found.span.extracting(0..<count) } }
}

/// Trades in the order of their exit days; within a day in the order in which their logs were placed and had found them,
/// which is by asset.
///
/// A counting sort in two passes over the logs, O(trades + days): `count` each log, `begin` the days, `place` each log. Of a
/// few days alone it is O(trades + those days).
struct SortedTrades<Trade: CompletedTrade>: ~Copyable {
  private(set) var count = 0
  private var trades = AlignedBuffer<Trade>(count: 256, repeating: .none)
  /// Where the next trade of each day belongs.
  private var next: AlignedBuffer<Int32>

  init(days: Int) { next = AlignedBuffer(count: days, repeating: 0) }

  /// - Parameter days: those on which the trades end that come next; all if not said.
  mutating func removeAll(before days: Range<Int>? = nil) {
    count = 0
    for day in days ?? 0..<next.count { next[day] = 0 }
  }

  mutating func count(_ log: borrowing TradeLog<Trade>) {
    let found = log.span
    count += found.count
    for index in found.indices { next[Int(found[index].exitDay)] += 1 }
  }

  mutating func begin(_ days: Range<Int>? = nil) {
    if trades.count < count { trades = AlignedBuffer(count: 2 * count, repeating: .none) }
    var start: Int32 = 0
    for day in days ?? 0..<next.count {
      let trades = next[day]
      next[day] = start
      start += trades
    }
  }

  mutating func place(_ log: borrowing TradeLog<Trade>) {
    let found = log.span
    for index in found.indices {
      let day = Int(found[index].exitDay)
      trades[Int(next[day])] = found[index]
      next[day] += 1
    }
  }

  subscript(position: Int) -> Trade { trades[position] }
}
