public import TickmarkAgreement

extension MACD {
  public static var scalar: Variant<IndicatorBody<MACD>> { Variant("scalar", .streamed) }

  /// What one bar gives.
  public struct Lines: Sendable {
    public let macd, signal, histogram: Double
  }

  public struct Steps: RecursiveSteps {
    public typealias Parameters = MACD

    private var fast: Smoothing
    private var slow: Smoothing
    private var signal: Smoothing

    public static func column(_ column: Int, of values: Lines) -> Double {
      switch column {
      case 0: values.macd
      case 1: values.signal
      default: values.histogram
      }
    }

    public init(_ indicator: MACD) {
      fast = .exponential(indicator.fast, skipping: indicator.slow - indicator.fast)
      slow = .exponential(indicator.slow)
      signal = .exponential(indicator.signal)
    }

    public mutating func next(_ bar: IndicatorBar) -> Lines {
      let macd = fast.next(bar.close) - slow.next(bar.close)
      let signal = signal.next(macd)
      // The line waits for its signal.
      return Lines(macd: signal.isNaN ? .nan : macd, signal: signal, histogram: macd - signal)
    }
  }
}
