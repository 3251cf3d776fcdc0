import TickmarkMemory

/// Orders as rows of columns that go all at once; an order that "goes" alone is merely not looked at again.
final class ArenaOrders: OrderKeeper {
  private let stream: OrderStream
  private var arena: Arena<OrderColumns>

  init(_ stream: OrderStream) {
    self.stream = stream
    arena = Arena(capacity: stream.count)
  }

  func turnover() -> Double {
    arena.reset()
    var sum = 0.0
    for index in 0..<stream.count {
      if index >= OrderStream.alive { sum += arena[index - OrderStream.alive].open }
      _ = arena.append(stream[index])
    }
    for index in max(0, stream.count - OrderStream.alive)..<stream.count { sum += arena[index].open }
    return sum
  }

  func book() -> Double {
    fill()
    var sum = 0.0
    for index in stream.exits { sum += arena[index].open }
    return sum
  }

  func fill() {
    arena.reset()
    for index in 0..<stream.count { _ = arena.append(stream[index]) }
  }

  func sweep() -> Double { Self.sum(arena) }

  private static func sum(_ orders: borrowing Arena<OrderColumns>) -> Double {
    var sum = 0.0
    let open = orders.columns.open.span
    for index in open.indices { sum += open[index] }
    return sum
  }
}
