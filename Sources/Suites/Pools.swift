import TickmarkAgreement
public import TickmarkMeasurement

extension Suite {
  /// A back-test makes and forgets an order for every trade; millions a second in a parameter search.
  ///
  /// `allocation` makes an object for each order (jemalloc, whose thread cache is a pool too), `pool` takes from lists
  /// that all threads may use, `share` from a thread's own part of them, `arena` appends to columns.
  public static let pools = Suite(
    "pools", question: "When is a pool cheaper than the allocator, and when is it not?",
    sizes: .smoke(200), .full(1_000), .large(100_000)
  ) { size in
    let ways = OrderWay.all(orders: size.count)
    // Each order lives until the eighth after it comes.
    Operation("turnover", elements: size.count, unit: "orders", yardsticks: [.allocation, .arithmetic]) {
      for way in ways { Variant(way.name) { way.first.turnover() } }
    }
    // The same on two threads at once, each with as many orders as the other.
    let rounds = max(1, 100_000 / size.count)
    Operation(
      "turnover-on-two", elements: 2 * rounds * size.count, unit: "orders", yardsticks: [.allocation, .arithmetic]
    ) {
      for way in ways { Variant(way.name) { way.turnoverOnTwoThreads(rounds: rounds) } }
    }
    // All orders live at once and go in another order than they came.
    Operation("book", elements: size.count, unit: "orders", yardsticks: [.allocation, .memory]) {
      for way in ways { Variant(way.name) { way.first.book() } }
    }
    // A pass over one field of all orders that live, in the places where a book left them.
    Operation("sweep", elements: size.count, unit: "orders", yardsticks: [.memory, .arithmetic]) {
      for way in OrderWay.all(orders: size.count) {
        Variant(way.name, way.filled.sweep)
      }
    }
  }
}
