import TickmarkGating
import TickmarkMeasurement

/// One row of a good build beside the same row of others.
struct CommitPairs {
  let `case`: String
  let variant: String?
  let good: SuiteComparison.Side
  let processes: Int
  let plan: MeasurementPlan
  let timeoutSeconds: Int

  struct Outcome {
    let row: ComparisonRow
    /// A control fired: the row is not judged.
    let isUnfit: Bool
  }

  /// - Parameter effort: how many times the processes are run that were asked for.
  /// - Throws: `.noMatch` where a side lacks the row, `.cannotBuild` where it does not answer.
  func compare(
    with side: SuiteComparison.Side, margin: Double, effort: Int = 1
  ) throws -> Outcome {
    let (earlier, later) = try (row(of: good), row(of: side))
    let comparison = SuiteComparison(
      kind: .builds, before: good, after: side,
      plan: PairedPlan(processes: min(processes * effort, 1_000), margin: margin), pairPlan: plan,
      timeoutSeconds: timeoutSeconds)
    let outcome = try comparison.compare([later], earlier: [earlier])
    if let failure = outcome.failures.first { throw CommandError.nothingToCompare(failure) }
    guard let row = outcome.comparison.rows.first(where: { $0.metric == "wall" }) else {
      throw CommandError.noMatch(filter: `case`)
    }
    return Outcome(row: row, isUnfit: outcome.comparison.controls.contains(where: \.fired))
  }

  /// The case on a side, with the one variant that is meant.
  private func row(of side: SuiteComparison.Side) throws(CommandError) -> ListedCase {
    let cases = try CaseList.of(side, filters: [`case`], quick: false)
    if cases.count > 1, !cases.contains(where: { "\($0.id)" == `case` }) {
      throw .noSuchCase(`case`, choices: cases.map { "\($0.id)" }, isAmbiguous: true)
    }
    guard let found = cases.first(where: { "\($0.id)" == `case` }) ?? (cases.count == 1 ? cases[0] : nil),
      let wanted = variant ?? found.variants.first, found.variants.contains(wanted)
    else { throw .noMatch(filter: variant.map { "\(`case`):\($0)" } ?? `case`) }
    return ListedCase(id: found.id, variants: [wanted])
  }
}
