import TickmarkAgreement
import TickmarkFrames
import TickmarkIndicators
public import TickmarkMeasurement

extension Suite {
  /// A live feed brings one bar at a time, and a screen asks for the value of a day that is not over.
  public static let streams = Suite(
    "streams", question: "What does one bar cost a stream, and what a look ahead?",
    sizes: .smoke(100), .large(10_000)
  ) { size in
    let bars = IndicatorBar.walk(size.rows)
    for type in IndicatorCatalog.all {
      try operation(type.init(type.parameters.map(\.standard)), over: bars)
    }
  }

  private static func operation(_ indicator: some Indicator, over bars: [IndicatorBar]) -> Operation {
    // The same values, so that they are compared: the second looks at each bar before it takes it.
    let run = StreamRun(indicator, bars)
    return Operation(type(of: indicator).name, elements: bars.count, unit: "bars", yardsticks: [.arithmetic]) {
      Variant("update", output: { run.copy() }) { run.update() }
      Variant("peek-and-update", output: { run.copy() }) { run.peekAndUpdate() }
    }
  }
}

/// A stream over one series of bars, and room for what it makes of them.
final class StreamRun<Parameters: Indicator> {
  private let bars: [IndicatorBar]
  private var stream: IndicatorStream<Parameters>
  /// Column after column.
  private var values: [Double]

  init(_ indicator: Parameters, _ bars: [IndicatorBar]) {
    self.bars = bars
    stream = indicator.stream()
    values = Array(repeating: .nan, count: Parameters.columnCount * bars.count)
  }

  func update() {
    stream.restart()
    for day in bars.indices { keep(stream.update(bars[day]), day) }
  }

  func peekAndUpdate() {
    stream.restart()
    for day in bars.indices {
      keep(stream.peek(bars[day]), day)
      _ = stream.update(bars[day])
    }
  }

  /// The values so far. Were they shared, the next call would have to make room for its own.
  func copy() -> [Double] { values.map(\.self) }

  private func keep(_ bar: Parameters.Steps.Values, _ day: Int) {
    for column in 0..<Parameters.columnCount {
      values[column * bars.count + day] = Parameters.Steps.column(column, of: bar)
    }
  }
}

extension IndicatorBar {
  /// Seeded bars of one asset.
  static func walk(_ count: Int) -> [IndicatorBar] {
    let panels = IndicatorInput.panels(Size(count))
    func value(_ panel: Panel<Float>?, _ day: Int) -> Double { panel.map { Double($0[day, 0]) } ?? .nan }
    return (0..<count).map { day in
      IndicatorBar(
        close: value(panels.closes, day), high: value(panels.highs, day), low: value(panels.lows, day),
        volume: value(panels.volumes, day), index: value(panels.index, day))
    }
  }
}
