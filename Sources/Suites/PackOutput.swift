import TickmarkAgreement
import TickmarkFrames
import TickmarkIndicators
import TickmarkMemory

/// Columns that a kernel fills again and again, kept between the calls of a timed body.
final class PackOutput {
  private let set: IndicatorSet
  private let closes: Panel<Float>
  private let volumes: Panel<Float>
  private var rows: AlignedBuffer<SIMD16<Float>>
  private let scratch = IndicatorSet.makeScratch()

  init(_ set: IndicatorSet, closes: Panel<Float>, volumes: Panel<Float>) {
    self.set = set
    self.closes = closes
    self.volumes = volumes
    rows = set.makeOutput(for: closes)
  }

  func fill(with variant: Variant<IndicatorSet.Pass>) {
    // Only after `take`, so never while it is timed.
    if rows.count == 0, closes.rows.count > 0 { rows = set.makeOutput(for: closes) }
    set.fill(&rows, closes: closes, volumes: volumes, scratch: scratch, with: variant)
  }

  /// Gives the filled columns away: nothing is copied, and the next call fills new ones.
  func take() -> PackColumns {
    var taken = AlignedBuffer<SIMD16<Float>>(count: 0, repeating: SIMD16(repeating: 0))
    swap(&taken, &rows)
    return PackColumns(rows: Column(taken))
  }
}

/// Every value of a set's columns, in the order of memory.
struct PackColumns: Agreeing {
  let rows: Column<SIMD16<Float>>

  func compare(with reference: PackColumns, _ comparison: inout OutputComparison) {
    comparison.part(".count") { $0.equal(rows.count, reference.rows.count) }
    for row in 0..<min(rows.count, reference.rows.count) {
      let ours = rows[row]
      let theirs = reference.rows[row]
      for lane in 0..<16 { comparison.value(Double(ours[lane]), Double(theirs[lane]), row * 16 + lane) }
    }
  }
}
