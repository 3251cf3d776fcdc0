import TickmarkMemory

/// A lease for each order, from the lists that all threads may use.
final class PooledOrders: OrderKeeper {
  static let shareLimit = 1_024

  private let stream: OrderStream
  private let pool: Pool<OrderRecord>
  private var alive = LeaseBook<OrderRecord>(places: OrderStream.alive)
  private var all: LeaseBook<OrderRecord>

  init(_ stream: OrderStream, _ pool: Pool<OrderRecord>) {
    self.stream = stream
    self.pool = pool
    all = LeaseBook(places: stream.count)
  }

  func turnover() -> Double { Self.turnover(stream, pool, &alive) }
  func book() -> Double { Self.book(stream, pool, &all) }

  func fill() {
    _ = book()
    Self.fill(stream, pool, &all)
  }

  func sweep() -> Double { PooledOrders.sum(all) }

  // The books are passed on: one access to the object's memory a call, and none an order.

  private static func turnover(
    _ stream: OrderStream, _ pool: Pool<OrderRecord>, _ alive: inout LeaseBook<OrderRecord>
  ) -> Double {
    var sum = 0.0
    for index in 0..<stream.count {
      let place = index & (OrderStream.alive - 1)
      if let gone = alive.take(at: place) { sum += gone.value.open }
      alive.put(pool.lease(stream[index]), at: place)
    }
    for index in stream.count..<stream.count + OrderStream.alive {
      if let gone = alive.take(at: index & (OrderStream.alive - 1)) { sum += gone.value.open }
    }
    return sum
  }

  private static func book(
    _ stream: OrderStream, _ pool: Pool<OrderRecord>, _ all: inout LeaseBook<OrderRecord>
  ) -> Double {
    fill(stream, pool, &all)
    var sum = 0.0
    for place in stream.exits {
      if let gone = all.take(at: place) { sum += gone.value.open }
    }
    return sum
  }

  static func sum(_ all: borrowing LeaseBook<OrderRecord>) -> Double {
    var sum = 0.0
    for place in 0..<all.places { sum += all.value(at: place)?.open ?? 0 }
    return sum
  }

  private static func fill(_ stream: OrderStream, _ pool: Pool<OrderRecord>, _ all: inout LeaseBook<OrderRecord>) {
    for index in 0..<stream.count { all.put(pool.lease(stream[index]), at: index) }
  }
}
