/// An indicator of one series, a bar at a time; its windows lie in memory that the caller lends.
public protocol IndicatorSteps: Sendable {
  associatedtype Parameters: Indicator
  /// What one bar gives: a `Double`, or a struct with a name for each column.
  associatedtype Values: Sendable

  /// How many numbers of memory the windows need.
  static func memoryCount(_ indicator: Parameters) -> Int
  static func column(_ column: Int, of values: Values) -> Double

  /// Begins a series; the windows lie in `memory` from 0 on.
  init(_ indicator: Parameters, _ memory: inout MutableSpan<Double>)
  /// Takes the next bar.
  mutating func next(_ bar: IndicatorBar, _ memory: inout MutableSpan<Double>) -> Values
  /// What `next` would give, bit for bit; nothing is changed.
  func peek(_ bar: IndicatorBar, _ memory: Span<Double>) -> Values
}

extension IndicatorSteps where Values == Double {
  public static func column(_ column: Int, of values: Double) -> Double { values }
}

/// Steps that remember a few numbers and no window.
public protocol RecursiveSteps: IndicatorSteps {
  init(_ indicator: Parameters)
  mutating func next(_ bar: IndicatorBar) -> Values
}

extension RecursiveSteps {
  public static func memoryCount(_ indicator: Parameters) -> Int { 0 }
  public init(_ indicator: Parameters, _ memory: inout MutableSpan<Double>) { self.init(indicator) }
  public mutating func next(_ bar: IndicatorBar, _ memory: inout MutableSpan<Double>) -> Values { next(bar) }

  public func peek(_ bar: IndicatorBar, _ memory: Span<Double>) -> Values {
    var copy = self
    return copy.next(bar)
  }
}
