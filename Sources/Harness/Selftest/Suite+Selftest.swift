public import TickmarkMeasurement

extension Suite {
  /// What the self-test measures, a suite a workload: every program has them, and lists them not.
  public static let selftests: [Suite] = Workload.allCases.map { workload in
    Suite(
      workload.suite, question: "Does this gate see what was planted, and nothing else?", sizes: .smoke(1), .full(10)
    ) { _ in
      workload.operation(effects: Effect.planted)
    }
  }
}

extension Workload {
  var suite: String { "selftest-\(rawValue)" }
  var id: CaseID { CaseID(suite: suite, operation: rawValue, size: Size(10)) }
}
