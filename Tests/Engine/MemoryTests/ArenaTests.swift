import Testing

@testable import TickmarkMemory

@Suite struct ArenaTests {
  @Test func `records come back as they went in, of every kind`() {
    var orders = Arena<OrderColumns>(capacity: 3)
    var positions = Arena<PositionColumns>(capacity: 3)
    var bars = Arena<BarColumns>(capacity: 3)
    for index in 0..<3 {
      let number = Double(index) + 0.5
      var order = OrderRecord(asset: Int32(index), day: 7, quantity: number, limitPrice: number * 2)
      order.open = number / 2
      let position = PositionRecord(
        asset: Int32(index), openedDay: 8, quantity: number, averagePrice: number * 3, realisedProfit: -number)
      let bar = BarRecord(
        asset: Int32(index), day: 9, open: 1, high: Float(number), low: 0.25, close: Float(number) / 2, volume: 11)
      let indices = [orders.append(order), positions.append(position), bars.append(bar)]
      #expect(indices == [index, index, index])
      #expect(orders[index] == order && positions[index] == position && bars[index] == bar)
    }
    #expect(orders.columns.quantity[2] == 2.5 && bars.columns.high[1] == 1.5)
  }

  @Test func `a full arena refuses and changes nothing`() {
    var arena = Arena<OrderColumns>(capacity: 1)
    let orders = [1.0, 2].map { OrderRecord(asset: Int32($0), day: 1, quantity: $0, limitPrice: 1) }
    let indices = [arena.append(orders[0]), arena.append(orders[1])]
    #expect(indices == [0, nil])
    #expect(arena.count == 1 && arena[0].asset == 1)
    var none = Arena<OrderColumns>(capacity: 0)
    let refused = none.append(orders[0])
    #expect(refused == nil)
  }

  @Test func `a reset keeps the memory and forgets the records`() {
    var arena = Arena<BarColumns>(capacity: 2)
    let bar = BarRecord(asset: 1, day: 1, open: 1, high: 1, low: 1, close: 1, volume: 1)
    let before = arena.columns.close.base
    for _ in 0..<3 {
      let indices = [arena.append(bar), arena.append(bar), arena.append(bar)]
      #expect(indices == [0, 1, nil])
      arena.reset()
      #expect(arena.count == 0 && arena.capacity == 2)
    }
    #expect(arena.columns.close.base == before)
  }

  @Test func `an index from before the reset stops the process`() async {
    await #expect(processExitsWith: .failure) {
      var arena = Arena<OrderColumns>(capacity: 2)
      let index = arena.append(OrderRecord(asset: 1, day: 1, quantity: 1))
      arena.reset()
      _ = arena[index ?? 1]
    }
  }
}
