import TickmarkMemory

/// A completed round trip, as far as its log needs to know it.
protocol CompletedTrade: BitwiseCopyable, Sendable {
  var exitDay: Int32 { get }
  /// What fills room that no trade has taken yet.
  static var none: Self { get }
}

/// Trades in the order in which they were found, and in the order of exit day and asset.
///
/// The room grows by doubling and is kept between runs, so that a repeated run allocates nothing.
struct TradeLog<Trade: CompletedTrade>: ~Copyable {
  private(set) var count = 0
  private var found = AlignedBuffer<Trade>(count: 256, repeating: .none)
  private var order = AlignedBuffer<Int32>(count: 256, repeating: 0)
  /// Where each day's trades begin in `order`, one more than there are days.
  private var starts: AlignedBuffer<Int32>

  init(days: Int) { starts = AlignedBuffer(count: days + 1, repeating: 0) }

  mutating func removeAll() { count = 0 }

  mutating func append(_ trade: Trade) {
    if count == found.count { grow() }
    found[count] = trade
    count += 1
  }

  mutating func append(contentsOf other: borrowing TradeLog) {
    for index in 0..<other.count { append(other.found[index]) }
  }

  private mutating func grow() {
    var larger = AlignedBuffer<Trade>(count: 2 * found.count, repeating: .none)
    for index in 0..<count { larger[index] = found[index] }
    found = larger
    order = AlignedBuffer(count: found.count, repeating: 0)
  }

  /// Orders the trades by exit day; within a day they keep the order in which they were found, which is by asset.
  ///
  /// - Complexity: O(trades + days), a counting sort.
  mutating func sortByExit() {
    for day in 0..<starts.count { starts[day] = 0 }
    for index in 0..<count { starts[Int(found[index].exitDay) + 1] += 1 }
    for day in 1..<starts.count { starts[day] += starts[day - 1] }
    for index in 0..<count {
      let day = Int(found[index].exitDay)
      order[Int(starts[day])] = Int32(index)
      starts[day] += 1
    }
  }

  /// The trade at `position` in the order of `sortByExit`.
  subscript(sorted position: Int) -> Trade { found[Int(order[position])] }
}
