import TickmarkAgreement
import TickmarkAllocator
public import TickmarkMeasurement

extension Suite {
  /// A program that thinks nothing of the allocator makes texts, lists and objects for every order and bar.
  ///
  /// `allocation` lets everything grow as it comes, `reserve` asks for the room that it will need at once, `reuse` keeps
  /// what it once made and fills it again; `purge` gives the pages of a burst back before the next.
  public static let churn = Suite(
    "churn", question: "What does it cost to leave everything to the allocator, and what to give pages back?",
    sizes: .smoke(500), .full(5_000), .large(100_000)
  ) { size in
    let orders = OrderChurn(orders: size.count)
    // A quarter lives at once and goes in another order than it came.
    Operation("orders", elements: size.count, unit: "orders", yardsticks: [.allocation, .memory]) {
      Variant("allocation") { orders.allocated() }
      Variant("reserve") { orders.reserved() }
      Variant("reuse") { orders.reused() }
    }
    let bars = BarChurn(bars: size.count)
    // A series grows bar by bar, is made into weeks and dropped; the weeks of sixteen series live on.
    Operation("bars", elements: size.count, unit: "bars", yardsticks: [.allocation, .memory]) {
      Variant("allocation") { bars.allocated() }
      Variant("reserve") { bars.reserved() }
      Variant("reuse") { bars.reused() }
    }
    // All lives at once and goes at once, again and again.
    let bursts = 2
    Operation("bursts", elements: bursts * size.count, unit: "orders", yardsticks: [.allocation, .memory]) {
      Variant("allocation") { ChurnWorkingSet.bursts(bursts, orders: size.count) {} }
      Variant("purge") { ChurnWorkingSet.bursts(bursts, orders: size.count) { try? Allocator.purge() } }
    }
  }
}
