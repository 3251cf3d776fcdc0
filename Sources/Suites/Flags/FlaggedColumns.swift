import TickmarkAgreement
import TickmarkFlags
import TickmarkFrames
import TickmarkIndicators
import TickmarkMemory

/// A set of indicators by one choice.
final class FlaggedPack: FlaggedRun {
  private let set: IndicatorSet
  private let variant: TickmarkAgreement.Variant<IndicatorSet.Pass>
  private let closes: Panel<Float>
  private let volumes: Panel<Float>
  private let workspace: SetWorkspace<Float>
  private var rows: AlignedBuffer<SIMD16<Float>>

  /// - Throws: `FlagError.unknownChoice`.
  init(_ set: IndicatorSet, _ choice: String, _ size: (days: Int, assets: Int)) throws(FlagError) {
    let flag = set == .seed ? OperationFlags.sixPack : OperationFlags.benchPack
    variant = try FlaggedOperations.variant(choice, of: flag, IndicatorSet.variants)
    self.set = set
    closes = ReferenceMarket.prices(days: size.days, assets: size.assets, seed: 42)
    volumes = Panel(days: size.days, assets: size.assets) { day, asset in
      Float(Int(SplitMix.unit(seed: 43, day * size.assets + asset) * 1_000_000))
    }
    workspace = SetWorkspace(set)
    rows = set.makeOutput(for: closes)
  }

  func run() { set.fill(&rows, closes: closes, volumes: volumes, workspace, with: variant) }
  func spoil() { rows.spoil() }

  func compare(with reference: FlaggedPack, _ comparison: inout OutputComparison) {
    comparison.rows(rows, reference.rows)
  }
}

/// A list of indicators by one choice.
final class FlaggedPlan: FlaggedRun {
  private let plan: IndicatorPlan<Float>
  private let variant: TickmarkAgreement.Variant<IndicatorPlan<Float>.Body>
  private let input: BarPanels<Float>
  private let scratch: ThreadScratch
  private var rows: AlignedBuffer<SIMD16<Float>>

  /// - Throws: `FlagError.unknownChoice`, and `IndicatorError` for a list that is none.
  init(_ list: String, _ choice: String, _ size: (days: Int, assets: Int)) throws {
    variant = try FlaggedOperations.variant(choice, of: OperationFlags.indicatorList, IndicatorPlan<Float>.variants)
    plan = try IndicatorPlan(list)
    input = BarPanels(closes: ReferenceMarket.prices(days: size.days, assets: size.assets, seed: 42))
    try plan.check(input)
    scratch = plan.makeScratch()
    rows = plan.makeOutput(for: input)
  }

  func run() { plan.fill(&rows, from: input, scratch: scratch, with: variant) }
  func spoil() { rows.spoil() }

  func compare(with reference: FlaggedPlan, _ comparison: inout OutputComparison) {
    comparison.rows(rows, reference.rows)
  }
}

extension AlignedBuffer<SIMD16<Float>> {
  fileprivate mutating func spoil() {
    // From the middle on, so that whoever looks at the ends alone misses it; no gap, which has no other value.
    guard let row = (count / 2..<count).first(where: { !self[$0][3].isNaN }) else { return }
    self[row][3] += 1
  }
}

extension OutputComparison {
  /// Sixteen values at a time while their bits are equal, which costs little beside what computed them.
  fileprivate mutating func rows(
    _ ours: borrowing AlignedBuffer<SIMD16<Float>>, _ theirs: borrowing AlignedBuffer<SIMD16<Float>>
  ) {
    if ours.count != theirs.count { part(".count") { $0.equal(ours.count, theirs.count) } }
    let actual = ours.span
    let expected = theirs.span
    for row in 0..<min(ours.count, theirs.count)
    where visitsEqualValues || !Float.haveSameBits(actual[row], expected[row]) {
      for lane in 0..<16 { value(Double(actual[row][lane]), Double(expected[row][lane]), row * 16 + lane) }
    }
  }
}
