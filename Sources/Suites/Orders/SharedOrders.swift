import TickmarkMemory

/// A lease for each order, from the thread's own share of the pool.
final class SharedOrders: OrderKeeper {
  private let stream: OrderStream
  private let pool: Pool<OrderRecord>
  private var alive = LeaseBook<OrderRecord>(places: OrderStream.alive)
  private var all: LeaseBook<OrderRecord>

  init(_ stream: OrderStream, _ pool: Pool<OrderRecord>) {
    self.stream = stream
    self.pool = pool
    all = LeaseBook(places: stream.count)
  }

  func turnover() -> Double { pool.withShare(of: PooledOrders.shareLimit) { Self.turnover(stream, &$0, &alive) } }
  func book() -> Double { pool.withShare(of: PooledOrders.shareLimit) { Self.book(stream, &$0, &all) } }

  func fill() {
    _ = book()
    pool.withShare(of: PooledOrders.shareLimit) { Self.fill(stream, &$0, &all) }
  }

  func sweep() -> Double { PooledOrders.sum(all) }

  // The books are passed on: one access to the object's memory a call, and none an order.

  private static func turnover(
    _ stream: OrderStream, _ share: inout Share<OrderRecord>, _ alive: inout LeaseBook<OrderRecord>
  ) -> Double {
    var sum = 0.0
    for index in 0..<stream.count {
      let place = index & (OrderStream.alive - 1)
      if let gone = alive.take(at: place) { sum += gone.value.open }
      alive.put(share.lease(stream[index]), at: place)
    }
    for index in stream.count..<stream.count + OrderStream.alive {
      if let gone = alive.take(at: index & (OrderStream.alive - 1)) { sum += gone.value.open }
    }
    return sum
  }

  private static func book(
    _ stream: OrderStream, _ share: inout Share<OrderRecord>, _ all: inout LeaseBook<OrderRecord>
  ) -> Double {
    fill(stream, &share, &all)
    var sum = 0.0
    for place in stream.exits {
      if let gone = all.take(at: place) { sum += gone.value.open }
    }
    return sum
  }

  private static func fill(
    _ stream: OrderStream, _ share: inout Share<OrderRecord>, _ all: inout LeaseBook<OrderRecord>
  ) {
    for index in 0..<stream.count { all.put(share.lease(stream[index]), at: index) }
  }
}
