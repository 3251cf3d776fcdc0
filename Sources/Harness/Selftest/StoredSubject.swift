public import TickmarkBaselines

/// A row of the suites that is held against a stored baseline, in which it was not slowed down.
public struct StoredSubject: Sendable, Hashable {
  public let workload: Workload
  public let effect: Double

  /// Nil where the row is none of the self-test's.
  public init?(case id: String, variant: String) {
    guard let workload = Workload.allCases.first(where: { "\($0.id)" == id }) else { return nil }
    self.workload = workload
    effect = Effect.planted.first { Effect.name($0) == variant } ?? 0
  }

  /// The baseline as it would be had nothing been slowed down: what every slower variant is stored as is what `same` took.
  public static func unslowed(_ run: RunFile) -> RunFile {
    var run = run
    for index in run.cases.indices {
      let record = run.cases[index]
      guard StoredSubject(case: record.case, variant: record.variant).map({ $0.effect > 0 }) == true,
        var same = run.cases.first(where: { $0.case == record.case && $0.variant == Effect.sameName })
      else { continue }
      same.variant = record.variant
      run.cases[index] = same
    }
    return run
  }
}
