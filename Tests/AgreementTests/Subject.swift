import TickmarkAgreement
import TickmarkBacktest
import TickmarkFrames
import TickmarkIndicators
import TickmarkMemory
import Testing

struct Shape: Sendable {
  let days: Int
  let assets: Int
}

/// An operation at one precision, with what its variants are run over.
struct Subject: Sendable, CustomTestStringConvertible {
  let name: String
  let variants: [String]
  let shapes: [Shape]
  /// The kinds of input, `Input.allCases` of the operation.
  let hazards: [String]
  /// Runs every variant over one input; how each compares with the reference by the operation's agreement class.
  let compare: @Sendable (_ hazard: Int, _ shape: Shape, _ seed: UInt64) throws -> [OutputComparison]

  var testDescription: String { name }
}

extension Subject {
  static func indicators<Element: PanelElement>(_ set: IndicatorSet, _: Element.Type) -> Subject {
    let variants = IndicatorSet.variants
    // Around the windows of 14, 20 and 50 rows and their blocks. Sixteen assets fill a tile, and a full tile without a
    // gap takes the path that has no masks.
    let days = [0, 1, 2, 13, 14, 15, 19, 20, 21, 28, 40, 49, 50, 51, 100, 101, 120]
    return Subject(
      name: "indicators \(set) of \(Element.self)", variants: variants.map(\.name),
      shapes: days.map { Shape(days: $0, assets: 16) }
        + [0, 1, 15, 17, 32, 33].flatMap { assets in
          [0, 1, 52].map { Shape(days: $0, assets: assets) }
        },
      hazards: PriceHazard.allCases.map(\.rawValue)
    ) { hazard, shape, seed in
      let closes: Panel<Element> = PriceHazard.allCases[hazard].panel(shape, seed: seed)
      let volumes: Panel<Element> = PriceHazard.mixed.panel(shape, seed: seed &+ 1)
      let outputs = variants.map { variant in
        let scratch = IndicatorSet.makeScratch()
        var output = set.makeOutput(for: closes)
        set.fill(&output, closes: closes, volumes: volumes, scratch: scratch, with: variant)
        return IndicatorOutput(rows: Column(output))
      }
      return outputs.map { OutputComparison.of($0, with: outputs[0], SixPack<Element>.agreement) }
    }
  }

  static func tracking<Element: PanelElement>(_: Element.Type) -> Subject {
    let inputs = WeightHazard.allCases.flatMap { weights in PriceHazard.allCases.map { (weights, $0) } }
    let variants = Tracking<Element>.variants
    return Subject(
      name: "tracking of \(Element.self)", variants: variants.map(\.name),
      shapes: [
        (1, 0), (1, 1), (1, 16), (2, 17), (20, 0), (50, 1), (14, 15), (30, 15), (15, 16), (49, 16), (30, 17), (100, 33),
      ].map {
        Shape(days: $0.0, assets: $0.1)
      },
      hazards: inputs.map { "\($0) weights, \($1) prices" }
    ) { hazard, shape, seed in
      let prices: Panel<Element> = inputs[hazard].1.panel(shape, seed: seed)
      let weights: Panel<Element> = inputs[hazard].0.panel(shape, prices: prices, seed: seed)
      let costs = (0..<shape.days).map { 0.001 * SplitMix.unit(seed: seed &+ 13, $0) }
      let input = try TrackingInput(
        weights: weights, prices: prices, costs: costs, dates: ReferenceMarket.businessDays(shape.days))
      let outputs = variants.map { variant in
        var workspace = TrackingWorkspace(days: shape.days)
        let statistics = variant.body(input, &workspace)
        return TrackingOutput(statistics, workspace)
      }
      return outputs.map { OutputComparison.of($0, with: outputs[0], Tracking<Element>.agreement) }
    }
  }
}

/// Every column of every tile, in the order of memory.
struct IndicatorOutput<Element: PanelElement>: Agreeing {
  let rows: Column<SIMD16<Element>>

  func compare(with reference: IndicatorOutput, _ comparison: inout OutputComparison) {
    comparison.equal(rows.count, reference.rows.count)
    for row in 0..<min(rows.count, reference.rows.count) {
      let ours = rows[row]
      let theirs = reference.rows[row]
      for lane in 0..<16 { comparison.value(Double(ours[lane]), Double(theirs[lane]), row * 16 + lane) }
    }
  }
}

/// The statistics with the trades and the margins that they come from.
struct TrackingOutput: Agreeing {
  let statistics: TradeStatistics
  let trades: [Trade]
  let margin: [Double]

  init(_ statistics: TradeStatistics, _ workspace: borrowing TrackingWorkspace) {
    self.statistics = statistics
    trades = (0..<workspace.trades).map { workspace[trade: $0] }
    margin = (0..<workspace.margin.count).map { workspace.margin[$0] }
  }

  func compare(with reference: TrackingOutput, _ comparison: inout OutputComparison) {
    statistics.compare(with: reference.statistics, &comparison)
    comparison.part(".margin") { margin.compare(with: reference.margin, &$0) }
    comparison.part(".trades") { $0.equal(trades.count, reference.trades.count) }
    for (index, (ours, theirs)) in zip(trades, reference.trades).enumerated() {
      comparison.part(".trades[\(index)]") { part in
        part.equal([ours.asset, ours.entryDay, ours.exitDay], [theirs.asset, theirs.entryDay, theirs.exitDay])
        part.equal(ours.closedAtEnd, theirs.closedAtEnd)
        part.value(ours.weight, theirs.weight)
        part.value(ours.entryPrice, theirs.entryPrice)
        part.value(ours.exitPrice, theirs.exitPrice)
        part.value(ours.highest, theirs.highest)
        part.value(ours.lowest, theirs.lowest)
      }
    }
  }
}
