import TickmarkAgreement
import TickmarkBacktest
public import TickmarkMeasurement

extension Suite {
  /// A parameter search is one back-test after the other over the same prices.
  public static let sweep = Suite(
    "sweep", question: "What does one combination of a cross-over sweep cost, with all trade statistics?",
    sizes: .smoke(300, 5), .full(8_313, 20)
  ) { size in
    for (name, scope) in [("crossover", BookRules.Scope.changes), ("crossover-of-the-whole-book", .book)] {
      let sweep = try CrossoverSweep(days: size.rows, assets: size.columns, scope: scope)
      Operation(
        name, elements: CrossoverSweep.combinations, unit: "combinations",
        yardsticks: Yardstick.Kind.vectorCode(touching: size.count * 4 * 5)
      ) {
        Variant("simd", output: { sweep.values }) { sweep.run() }
      }
    }
  }
}
