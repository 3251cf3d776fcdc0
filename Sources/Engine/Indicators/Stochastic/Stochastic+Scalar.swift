public import TickmarkAgreement

extension Stochastic {
  public static var scalar: Variant<IndicatorBody<Stochastic>> { Variant("scalar", .streamed) }

  /// What one bar gives.
  public struct Lines: Sendable {
    public let k, d: Double
  }

  public struct Steps: IndicatorSteps {
    private var lowest: RollingExtreme
    private var highest: RollingExtreme
    private var slowing: RollingSum
    private var signal: RollingSum
    private let slowingShare: Double
    private let signalShare: Double
    /// How many bars are still without a value.
    private var waiting: Int

    public static func memoryCount(_ indicator: Stochastic) -> Int {
      2 * indicator.look + indicator.slowing + indicator.signal
    }

    public static func column(_ column: Int, of values: Lines) -> Double { column == 0 ? values.k : values.d }

    public init(_ indicator: Stochastic, _ memory: inout MutableSpan<Double>) {
      let look = indicator.look
      lowest = RollingExtreme(highest: false, at: 0, width: look, &memory)
      highest = RollingExtreme(highest: true, at: look, width: look, &memory)
      slowing = RollingSum(at: 2 * look, width: indicator.slowing, &memory)
      signal = RollingSum(at: 2 * look + indicator.slowing, width: indicator.signal, &memory)
      slowingShare = 1 / Double(indicator.slowing)
      signalShare = 1 / Double(indicator.signal)
      waiting = indicator.lookBack
    }

    public mutating func next(_ bar: IndicatorBar, _ memory: inout MutableSpan<Double>) -> Lines {
      let low = lowest.next(bar.low, &memory)
      let high = highest.next(bar.high, &memory)
      let k = slowing.next(place(of: bar.close, low, high), &memory) * slowingShare
      let d = signal.next(k, &memory) * signalShare
      defer { waiting = max(waiting - 1, 0) }
      return Lines(k: waiting > 0 ? .nan : k, d: d)
    }

    public func peek(_ bar: IndicatorBar, _ memory: Span<Double>) -> Lines {
      let raw = place(of: bar.close, lowest.peek(bar.low, memory), highest.peek(bar.high, memory))
      let k = slowing.peek(raw, memory) * slowingShare
      return Lines(k: waiting > 0 ? .nan : k, d: signal.peek(k, memory) * signalShare)
    }

    private func place(of close: Double, _ low: Double, _ high: Double) -> Double {
      100 * ((close - low) / (high - low))
    }
  }
}
