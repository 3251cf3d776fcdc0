import TickmarkAgreement
import TickmarkFrames
import TickmarkIndicators
public import TickmarkMeasurement

extension Suite {
  /// The daily job computes six series for every stock of the market.
  public static let indicators = Suite(
    "indicators", question: "How many stocks a second, and does SIMD earn its keep?",
    sizes: .smoke(60, 17), .full(100, 10), .full(500, 20), .full(1_000, 50), .full(252, 4_000), .large(2_520, 500),
    .large(5_040, 3_000)
  ) { size in
    let closes: Panel<Float> = ReferenceMarket.prices(days: size.rows, assets: size.columns, seed: 42)
    let volumes = Panel<Float>(days: size.rows, assets: size.columns) { day, asset in
      Float(Int(SplitMix.unit(seed: 43, day * size.columns + asset) * 1_000_000))
    }
    IndicatorSet.seed.operation("six-pack", closes: closes, volumes: volumes)
    IndicatorSet.bench.operation("bench-pack", closes: closes, volumes: volumes)
  }
}

extension IndicatorSet {
  /// All variants over one panel, into one output that they share.
  func operation(_ name: String, closes: Panel<Float>, volumes: Panel<Float>) -> Operation {
    let output = PackOutput(self, closes: closes, volumes: volumes)
    let bytes = closes.rows.count * 64 * (columns.count + 1)
    return Operation(
      name, elements: closes.days * closes.assets, items: closes.assets, unit: "stocks",
      agreement: SixPack<Float>.agreement,
      yardsticks: Yardstick.Kind.vectorCode(touching: bytes)
    ) {
      for variant in Self.variants {
        Variant(variant.name, output: { output.take() }) { output.fill(with: variant) }
      }
    }
  }
}
