import TickmarkAgreement
import TickmarkFrames
import TickmarkIndicators
public import TickmarkMeasurement

extension Suite {
  /// A screen asks for one series at a time, a strategy for a handful of them.
  public static let singleIndicators = Suite(
    "single-indicators", question: "What does one indicator cost a bar, and what do several in one pass save?",
    sizes: .smoke(60, 17), .large(250, 64), .large(250, 4_000)
  ) { size in
    let input = IndicatorInput.panels(size)
    for type in IndicatorCatalog.all {
      try IndicatorPlan(type.name).operation(type.name, over: input) { $0 != "fused" }
    }
    try IndicatorPlan("sma:10,sma:20,sma:50").operation("three-sma", over: input)
    try IndicatorPlan("ema:12,ema:26").operation("two-ema", over: input)
    try IndicatorPlan("sma:20,ema:12,ema:26,minmax:20").operation("several", over: input)
  }
}

/// Seeded bars: highs and lows about the closes, whole volumes, and the first asset as the index.
enum IndicatorInput {
  static func panels(_ size: Size) -> BarPanels<Float> {
    let closes: Panel<Float> = ReferenceMarket.prices(days: size.rows, assets: size.columns, seed: 42)
    func beside(_ seed: UInt64, _ value: (_ close: Float, _ chance: Double) -> Double) -> Panel<Float> {
      Panel(days: size.rows, assets: size.columns) { day, asset in
        Float(value(closes[day, asset], SplitMix.unit(seed: seed, day * size.columns + asset)))
      }
    }
    return BarPanels(
      closes: closes, highs: beside(44) { Double($0) * (1 + 0.02 * $1) },
      lows: beside(45) { Double($0) * (1 - 0.02 * $1) },
      volumes: beside(43) { ($1 * 1_000_000).rounded() },
      index: Panel(days: size.rows, assets: min(size.columns, 16)) { day, _ in closes[day, 0] })
  }
}

extension IndicatorPlan<Float> {
  /// The plan's variants over the same panels, into one output that they share.
  func operation(
    _ name: String, over input: BarPanels<Float>, where isWanted: (String) -> Bool = { _ in true }
  ) throws(IndicatorError) -> Operation {
    let output = try PlanOutput(self, input)
    let bytes = input.closes.rows.count * 64 * (columns.count + inputs.rawValue.nonzeroBitCount)
    return Operation(
      name, elements: input.closes.days * input.closes.assets, unit: "bars",
      yardsticks: Yardstick.Kind.vectorCode(touching: bytes)
    ) {
      for variant in Self.variants where isWanted(variant.name) {
        Variant(variant.name, output: { output.take() }) { output.fill(with: variant) }
      }
    }
  }
}
