/// Orders that come and go in mixed order, a quarter of them alive at once. Every way gives the same sum over those gone.
final class OrderChurn {
  private let count: Int
  private let alive: Int
  private let stream = ChurnStream()
  /// Of `reused`: made by its first call.
  private var kept: [ChurnOrder] = []
  private var isAlive: [Bool] = []

  init(orders count: Int) {
    self.count = count
    alive = max(1, count / 4)
  }

  func allocated() -> Double { made(isReserving: false) }

  func reserved() -> Double { made(isReserving: true) }

  /// One object a place, with room for the longest list, and texts from a table.
  func reused() -> Double {
    if kept.isEmpty { makeKept() }
    return Self.refill(kept, &isAlive, count: count, stream)
  }

  private func made(isReserving: Bool) -> Double {
    var orders = [ChurnOrder?](repeating: nil, count: alive)
    var sum = 0.0
    for index in 0..<count {
      let place = place(of: index)
      if let gone = orders[place] { sum += gone.worth }
      orders[place] = stream.order(index, isReserving: isReserving)
    }
    for place in orders.indices {
      if let gone = orders[place] { sum += gone.worth }
      orders[place] = nil
    }
    return sum
  }

  /// Which order goes when the `index`-th comes: the high half, since the low bits say what the order is.
  @inline(__always) private func place(of index: Int) -> Int { Self.place(stream.bits(index), of: alive) }

  @inline(__always) private static func place(_ bits: UInt64, of alive: Int) -> Int { Int(bits >> 32) % alive }

  private func makeKept() {
    kept = (0..<alive).map { _ in
      let order = ChurnOrder(symbol: "", fills: [])
      order.fills.reserveCapacity(ChurnStream.mostFills)
      return order
    }
    isAlive = Array(repeating: false, count: alive)
  }

  // What is kept is passed on: one access to the object's memory a call, and none an order.
  private static func refill(
    _ kept: [ChurnOrder], _ isAlive: inout [Bool], count: Int, _ stream: ChurnStream
  ) -> Double {
    var sum = 0.0
    for index in 0..<count {
      let bits = stream.bits(index)
      let place = place(bits, of: kept.count)
      let order = kept[place]
      if isAlive[place] { sum += order.worth }
      isAlive[place] = true
      order.symbol = stream.symbols[stream.symbol(bits)]
      order.fills.removeAll(keepingCapacity: true)
      for fill in 0..<stream.fills(bits) { order.fills.append(stream.fill(bits, fill)) }
    }
    for place in kept.indices where isAlive[place] {
      sum += kept[place].worth
      isAlive[place] = false
    }
    return sum
  }
}
