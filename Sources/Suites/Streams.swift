import TickmarkAgreement
import TickmarkIndicators
import TickmarkFrames
import TickmarkMemory
public import TickmarkMeasurement

extension Suite {
  /// A live feed brings one bar at a time, and a screen asks for the value of a day that is not over.
  public static let streams = Suite(
    "streams", question: "What does one bar cost a stream, and what a look ahead?",
    sizes: .smoke(100), .full(10_000)
  ) { size in
    let bars = StreamRun.bars(size.rows)
    for type in IndicatorCatalog.all {
      let indicator = try type.init(type.parameters.map(\.standard))
      let run = StreamRun(columns: type.columnCount, bars)
      // The same values, so that they are compared: the second looks at each bar before it takes it.
      Operation(type.name, elements: size.rows, unit: "bars", yardsticks: [.arithmetic]) {
        Variant("update", output: { run.take() }) { run.update(indicator) }
        Variant("peek-and-update", output: { run.take() }) { run.peekAndUpdate(indicator) }
      }
    }
  }
}

/// One series of bars, and room for what a stream makes of it.
final class StreamRun {
  private let bars: [IndicatorBar]
  private var values: [Double]

  init(columns: Int, _ bars: [IndicatorBar]) {
    self.bars = bars
    values = Array(repeating: .nan, count: columns * bars.count)
  }

  func update(_ indicator: any Indicator) { update(with: indicator) }
  func peekAndUpdate(_ indicator: any Indicator) { peekAndUpdate(with: indicator) }

  /// The values so far; the next call fills the same room.
  func take() -> [Double] { values }

  private func update<Parameters: Indicator>(with indicator: Parameters) {
    var stream = indicator.stream()
    for day in bars.indices { keep(stream.update(bars[day]), of: Parameters.self, day) }
  }

  private func peekAndUpdate<Parameters: Indicator>(with indicator: Parameters) {
    var stream = indicator.stream()
    for day in bars.indices {
      keep(stream.peek(bars[day]), of: Parameters.self, day)
      _ = stream.update(bars[day])
    }
  }

  private func keep<Parameters: Indicator>(_ bar: Parameters.Steps.Values, of: Parameters.Type, _ day: Int) {
    for column in 0..<Parameters.columnCount {
      values[column * bars.count + day] = Parameters.Steps.column(column, of: bar)
    }
  }

  /// Seeded bars of one asset.
  static func bars(_ count: Int) -> [IndicatorBar] {
    let panels = IndicatorInput.panels(Size(count))
    func value(_ panel: Panel<Float>?, _ day: Int) -> Double { panel.map { Double($0[day, 0]) } ?? .nan }
    return (0..<count).map { day in
      IndicatorBar(
        close: value(panels.closes, day), high: value(panels.highs, day), low: value(panels.lows, day),
        volume: value(panels.volumes, day), index: value(panels.index, day))
    }
  }
}
