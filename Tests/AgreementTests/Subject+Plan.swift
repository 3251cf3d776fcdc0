import TickmarkAgreement
import TickmarkFrames
import TickmarkIndicators
import TickmarkMemory

extension Subject {
  /// Every single indicator, with periods around the block and the length of the shapes: a new one is one entry.
  static let singleIndicators = [
    "sma:1,sma:5,sma:16", "ema:1,ema:5,ema:16", "minmax:1,minmax:5,minmax:16",
    "bollinger:2/2/0,bollinger:5/1.5/1,bollinger:16/0/0", "deviation:2/1,deviation:5/0,deviation:16/1",
    "zscore:2/0,zscore:5/1,zscore:16/0",
    "correlation:2,correlation:5,correlation:16", "beta:2,beta:5,beta:16", "atr:1,atr:5,atr:16", "adx:2,adx:5,adx:16",
    "wma:1,wma:5,wma:16", "rsi:1,rsi:5,rsi:16", "simple-rsi:1,simple-rsi:5,simple-rsi:16",
    "macd:1/2/1,macd:3/10/5,macd:12/16/4", "roc:1,roc:5,roc:16", "returns", "log-returns",
    "volume-sma:1,volume-sma:5,volume-sma:16", "obv", "stoch:1/1/1,stoch:5/1/3,stoch:14/3/2",
  ]

  /// A list of indicators: every variant, and the streams, whose `peek` and `update` stand as variants beside them.
  static func plan<Element: PanelElement>(_ list: String, _: Element.Type) throws -> Subject {
    let plan = try IndicatorPlan<Element>(list)
    let variants = IndicatorPlan<Element>.variants
    let lookBacks = Set(plan.indicators.map(\.lookBack)).sorted()
    // As many days as the warm-up, one less and one more; then past the end of the second block.
    let days = [0, 1] + lookBacks.flatMap { [$0, $0 + 1, $0 + 2] } + [2 * plan.lookBack + 5]
    return Subject(
      name: "\(list) of \(Element.self)", variants: variants.map(\.name) + ["update", "peek", "peek again"],
      shapes: Set(days).sorted().map { Shape(days: $0, assets: 16) }
        + [0, 1, 15, 17, 33].flatMap { assets in [0, 1, plan.lookBack + 3].map { Shape(days: $0, assets: assets) } },
      hazards: PriceHazard.allCases.map(\.rawValue)
    ) { hazard, shape, seed in
      let kind = PriceHazard.allCases[hazard]
      let input = BarPanels<Element>(
        closes: kind.panel(shape, seed: seed), highs: kind.panel(shape, seed: seed &+ 1),
        lows: kind.panel(shape, seed: seed &+ 2), volumes: PriceHazard.mixed.panel(shape, seed: seed &+ 3),
        index: PriceHazard.mixed.panel(shape, seed: seed &+ 4))
      let scratch = plan.makeScratch()
      var outputs = variants.map { variant in
        var output = plan.makeOutput(for: input)
        plan.fill(&output, from: input, scratch: scratch, with: variant)
        return IndicatorOutput(rows: Column(output))
      }
      for moment in StreamedOutput.Moment.allCases {
        outputs.append(IndicatorOutput(rows: StreamedOutput.rows(of: plan, moment, over: input)))
      }
      return outputs.map { OutputComparison.of($0, with: outputs[0], .exact) }
    }
  }
}

/// What the streams of a plan give, put where the batch form puts it.
enum StreamedOutput {
  enum Moment: CaseIterable { case update, peek, peekAgain }

  static func rows<Element: PanelElement>(
    of plan: IndicatorPlan<Element>, _ moment: Moment, over input: BarPanels<Element>
  ) -> Column<SIMD16<Element>> {
    var output = plan.makeOutput(for: input)
    var column = 0
    for indicator in plan.indicators {
      write(indicator, at: column, of: plan.columns.count, moment, input, &output)
      column += indicator.columns.count
    }
    return Column(output)
  }

  private static func write<Parameters: Indicator, Element: PanelElement>(
    _ indicator: Parameters, at first: Int, of columns: Int, _ moment: Moment, _ input: BarPanels<Element>,
    _ output: inout AlignedBuffer<SIMD16<Element>>
  ) {
    let days = input.closes.days
    for asset in 0..<input.closes.assets {
      var stream = indicator.stream()
      for day in 0..<days {
        let bar = bar(input, day, asset)
        let peeked = stream.peek(bar)
        let again = stream.peek(bar)
        let updated = stream.update(bar)
        let values =
          switch moment {
          case .update: updated
          case .peek: peeked
          case .peekAgain: again
          }
        for column in 0..<Parameters.columnCount {
          let row = (asset / 16 * columns + first + column) * days + day
          output[row][asset % 16] = Element(Parameters.Steps.column(column, of: values))
        }
      }
    }
  }

  private static func bar<Element: PanelElement>(_ input: BarPanels<Element>, _ day: Int, _ asset: Int) -> IndicatorBar
  {
    func value(_ panel: Panel<Element>?) -> Double { panel.map { Double($0[day, asset]) } ?? .nan }
    return IndicatorBar(
      close: value(input.closes), high: value(input.highs), low: value(input.lows), volume: value(input.volumes),
      index: value(input.index))
  }
}
