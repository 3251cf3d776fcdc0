import TickmarkMemory

/// An object for each order: what a program does that thinks nothing of it.
final class AllocatedOrders: OrderKeeper {
  private final class Order {
    var value: OrderRecord
    init(_ value: OrderRecord) { self.value = value }
  }

  private let stream: OrderStream
  private var alive = [Order?](repeating: nil, count: OrderStream.alive)
  private var all: [Order?]

  init(_ stream: OrderStream) {
    self.stream = stream
    all = Array(repeating: nil, count: stream.count)
  }

  func turnover() -> Double { Self.turnover(stream, &alive) }
  func book() -> Double { Self.book(stream, &all) }

  func fill() {
    _ = book()
    Self.fill(stream, &all)
  }

  func sweep() -> Double { Self.sum(all) }

  // The arrays are passed on: one access to the object's memory a call, and none an order.

  private static func turnover(_ stream: OrderStream, _ alive: inout [Order?]) -> Double {
    var sum = 0.0
    for index in 0..<stream.count {
      let place = index & (OrderStream.alive - 1)
      if let gone = alive[place] { sum += gone.value.open }
      alive[place] = Order(stream[index])
    }
    for index in stream.count..<stream.count + OrderStream.alive {
      let place = index & (OrderStream.alive - 1)
      if let gone = alive[place] { sum += gone.value.open }
      alive[place] = nil
    }
    return sum
  }

  private static func book(_ stream: OrderStream, _ all: inout [Order?]) -> Double {
    fill(stream, &all)
    var sum = 0.0
    for place in stream.exits {
      if let gone = all[place] { sum += gone.value.open }
      all[place] = nil
    }
    return sum
  }

  private static func fill(_ stream: OrderStream, _ all: inout [Order?]) {
    for index in 0..<stream.count { all[index] = Order(stream[index]) }
  }

  private static func sum(_ all: [Order?]) -> Double {
    var sum = 0.0
    for order in all { sum += order?.value.open ?? 0 }
    return sum
  }
}
