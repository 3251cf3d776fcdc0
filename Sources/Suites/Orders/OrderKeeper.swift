import Dispatch
import TickmarkMemory

/// One thread's orders, kept in one way. Every way gives the same sums.
protocol OrderKeeper: AnyObject {
  /// Makes the orders one after the other; each goes when the eighth after it comes. Returns the sum of those gone.
  func turnover() -> Double
  /// Makes them all, then lets them go in another order; returns the sum of those gone.
  func book() -> Double
  /// Makes them all, in places that a book has mixed.
  func fill()
  /// The sum over the orders that `fill` made.
  func sweep() -> Double
}

/// What the orders of a workload are.
struct OrderStream {
  /// How many live at once in a turnover; a power of two.
  static let alive = 8

  let count: Int
  /// In which order those of a book go.
  let exits: [Int]

  init(count: Int) {
    self.count = count
    // Steps that share no factor with the count visit every place once.
    let step = [7_919, 7_907, 1].first { count % $0 != 0 || $0 == 1 } ?? 1
    exits = (0..<count).map { ($0 * step + count / 2) % count }
  }

  @inline(__always) subscript(index: Int) -> OrderRecord {
    OrderRecord(asset: Int32(truncatingIfNeeded: index & 511), day: 0, quantity: Double(index & 1_023))
  }
}

/// A way to keep orders, for two threads.
struct OrderWay {
  let name: String
  let first: any OrderKeeper
  let second: any OrderKeeper

  static func all(orders: Int) -> [OrderWay] {
    let stream = OrderStream(count: orders)
    let pool = Pool<OrderRecord>(capacity: 2 * (orders + PooledOrders.shareLimit))
    func way(_ name: String, _ make: () -> any OrderKeeper) -> OrderWay {
      OrderWay(name: name, first: make(), second: make())
    }
    return [
      way("allocation") { AllocatedOrders(stream) },
      way("pool") { PooledOrders(stream, pool) },
      way("share") { SharedOrders(stream, pool) },
      way("arena") { ArenaOrders(stream) },
    ]
  }

  /// The first thread's orders, all of them alive.
  var filled: any OrderKeeper {
    first.fill()
    return first
  }

  /// Both threads' sums together.
  func turnoverOnTwoThreads(rounds: Int) -> Double {
    let totals = [Total(first), Total(second)]
    DispatchQueue.concurrentPerform(iterations: 2) { thread in
      for _ in 0..<rounds { totals[thread].sum += totals[thread].keeper.turnover() }
    }
    return totals[0].sum + totals[1].sum
  }

  /// One thread's sum: written by that thread, read when it is done.
  private final class Total: @unchecked Sendable {
    let keeper: any OrderKeeper
    var sum = 0.0
    init(_ keeper: any OrderKeeper) { self.keeper = keeper }
  }
}
