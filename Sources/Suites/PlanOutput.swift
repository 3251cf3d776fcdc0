import TickmarkAgreement
import TickmarkIndicators
import TickmarkMemory

/// Columns that a plan fills again and again, kept between the calls of a timed body.
final class PlanOutput {
  private let plan: IndicatorPlan<Float>
  private let input: BarPanels<Float>
  private var rows: AlignedBuffer<SIMD16<Float>>
  private let scratch: ThreadScratch

  /// - Throws: `missingInput`, so that no variant is timed that would do nothing.
  init(_ plan: IndicatorPlan<Float>, _ input: BarPanels<Float>) throws(IndicatorError) {
    self.plan = plan
    self.input = input
    rows = plan.makeOutput(for: input)
    scratch = plan.makeScratch()
    try plan.check(input)
  }

  func fill(with variant: Variant<IndicatorPlan<Float>.Body>) {
    // Only after `take`, so never while it is timed.
    if rows.count == 0, input.closes.rows.count > 0 { rows = plan.makeOutput(for: input) }
    plan.fill(&rows, from: input, scratch: scratch, with: variant)
  }

  /// Gives the filled columns away: nothing is copied, and the next call fills new ones.
  func take() -> PackColumns {
    var taken = AlignedBuffer<SIMD16<Float>>(count: 0, repeating: SIMD16(repeating: 0))
    swap(&taken, &rows)
    return PackColumns(rows: Column(taken))
  }
}
