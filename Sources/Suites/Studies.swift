import TickmarkAgreement
public import TickmarkMeasurement

extension Suite {
  /// A study of trials that take no time: what is left is proposing, deduplicating and storing them, and starting the study.
  public static let studies = Suite(
    "studies", question: "What does a trial cost beside its own evaluation, in memory and on disk?",
    sizes: .smoke(200), .full(500)
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
}
