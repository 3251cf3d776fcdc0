import TickmarkMemory

/// Orders and series of bars that live together until all of them go at once: what a burst leaves behind.
struct ChurnWorkingSet {
  /// One series comes with so many orders.
  static let ordersPerSeries = 64
  static let barsPerSeries = 128

  private let stream: ChurnStream
  private var orders: [ChurnOrder] = []
  private var series: [[BarRecord]] = []

  init(_ stream: ChurnStream) { self.stream = stream }

  /// Makes the orders of these numbers and the series between them. Every third order goes at once, so that what stays has
  /// holes between it.
  ///
  /// - Returns: the sum over the orders that went.
  @discardableResult mutating func fill(_ numbers: Range<Int>) -> Double {
    var sum = 0.0
    for number in numbers {
      let order = stream.order(number, isReserving: false)
      if number % 3 == 0 { sum += order.worth } else { orders.append(order) }
      if number % Self.ordersPerSeries == 0 {
        var days: [BarRecord] = []
        BarChurn.grow(&days, to: Self.barsPerSeries, number)
        series.append(days)
      }
    }
    return sum
  }

  /// Lets all of it go; returns the sum over it.
  mutating func drop() -> Double {
    var sum = 0.0
    for order in orders { sum += order.worth }
    for days in series { sum += Double(days.last?.close ?? 0) }
    orders = []
    series = []
    return sum
  }

  /// Fills and drops a working set again and again, with something to do after each.
  static func bursts(_ bursts: Int, orders: Int, afterEach: () -> Void) -> Double {
    let stream = ChurnStream()
    var sum = 0.0
    for burst in 0..<bursts {
      var set = ChurnWorkingSet(stream)
      sum += set.fill(burst * orders..<(burst + 1) * orders)
      sum += set.drop()
      afterEach()
    }
    return sum
  }
}
