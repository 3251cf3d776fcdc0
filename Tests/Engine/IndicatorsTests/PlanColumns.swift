import TickmarkAgreement
import TickmarkFrames
import TickmarkMemory

@testable import TickmarkIndicators

/// One series of bars, and what a plan makes of it.
struct Bars {
  var closes: [Double]
  var highs: [Double] = []
  var lows: [Double] = []
  var volumes: [Double] = []
  var index: [Double] = []

  /// A walk with all that an indicator may ask for.
  static func walk(_ count: Int, seed: UInt64) -> Bars {
    let closes = Walk.of(count, seed: seed)
    return Bars(
      closes: closes, highs: closes.map { $0 * 1.01 }, lows: closes.map { $0 * 0.98 },
      volumes: Walk.of(count, seed: seed + 1).map { ($0 * 1_000).rounded() }, index: Walk.of(count, seed: seed + 2))
  }

  /// Puts the same value into all series of one day.
  mutating func spoil(_ day: Int, with value: Double) {
    closes[day] = value
    highs[day] = value
    lows[day] = value
    volumes[day] = value
    index[day] = value
  }

  func panels<Element: PanelElement>(of: Element.Type) -> BarPanels<Element> {
    func panel(_ series: [Double]) -> Panel<Element>? {
      series.isEmpty ? nil : Panel(days: series.count, assets: 1) { day, _ in Element(series[day]) }
    }
    return BarPanels(
      closes: Panel(days: closes.count, assets: 1) { day, _ in Element(closes[day]) }, highs: panel(highs),
      lows: panel(lows), volumes: panel(volumes), index: panel(index))
  }

  func columns(_ list: String, variant: String) throws -> Columns {
    let plan = try IndicatorPlan<Double>(list)
    let input = panels(of: Double.self)
    try plan.check(input)
    let scratch = plan.makeScratch()
    var output = plan.makeOutput(for: input)
    guard let body = IndicatorPlan<Double>.variants.named(variant) else { return [:] }
    plan.fill(&output, from: input, scratch: scratch, with: body)
    return Dictionary(
      uniqueKeysWithValues: plan.columns.enumerated().map { column, name in
        (name, (0..<closes.count).map { output[column * closes.count + $0][0] })
      })
  }
}
