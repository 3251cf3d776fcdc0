import TickmarkMeasurement

/// Has fresh processes of this executable measure two variants against each other, each with a seed of its own.
final class PairSession {
  private let plan: MeasurementPlan
  private let child: FreshProcess
  private var turns: UInt64 = 0
  /// What went otherwise than planned, each once.
  private(set) var notes: [String] = []

  init(plan: MeasurementPlan, timeoutSeconds: Int) {
    self.plan = plan
    child = FreshProcess(
      executable: FreshProcess.ownExecutable, arguments: [AnswerCommand.name], timeoutSeconds: timeoutSeconds)
  }

  func measure(_ id: CaseID, _ pair: Pair, process: Int) throws -> PairReport {
    var plan = plan
    // Rows of one run must not share their layouts and orders.
    plan.seed = plan.seed &+ turns &* 0xD134_2543_DE82_EF95
    turns += 1
    let report = try child.compare(id, pair, plan: plan, index: process)
    for note in report.notes where !notes.contains(note) { notes.append(note) }
    return report
  }
}
