import TickmarkAgreement
public import TickmarkMeasurement

extension Suite {
  /// A study of trials that take no time: what is left is proposing, deduplicating and storing them.
  public static let studies = Suite(
    "studies", question: "What does a trial cost beside its own evaluation, in memory and on disk?",
    sizes: .smoke(200), .full(10_000)
  ) { size in
    let study = try TrivialStudy(trials: size.rows)
    Operation("trials", elements: size.rows, unit: "trials", yardsticks: [.allocation]) {
      Variant("memory", output: { study.values }) { study.run(.memory) }
      Variant("sqlite", output: { study.values }) { study.run(.sqlite) }
    }
    let small = try TrivialStudy(trials: size.rows, points: 12)
    Operation("duplicates", elements: size.rows, unit: "trials", yardsticks: [.allocation]) {
      Variant("memory", output: { small.values }) { small.run(.memory) }
    }
  }

  /// A parameter search is one back-test after the other over the same prices.
  public static let sweep = Suite(
    "sweep", question: "What does one combination of a cross-over sweep cost, with all trade statistics?",
    sizes: .smoke(300, 5), .full(8_313, 20)
  ) { size in
    let sweep = try CrossoverSweep(days: size.rows, assets: size.columns)
    Operation(
      "crossover", elements: CrossoverSweep.combinations, unit: "combinations",
      yardsticks: Yardstick.Kind.vectorCode(touching: size.count * 4 * 5)
    ) {
      Variant("simd", output: { sweep.values }) { sweep.run() }
    }
  }
}
