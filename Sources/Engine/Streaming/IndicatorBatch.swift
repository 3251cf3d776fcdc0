/// What some updates gave, in their order.
public struct IndicatorBatch: Sendable {
  /// The names of the values of an update.
  public let columns: [String]
  public internal(set) var updates: [MarketUpdate] = []
  /// `[update][column]`
  public internal(set) var values: [Double] = []

  init(columns: [String]) { self.columns = columns }

  public func values(_ index: Int) -> ArraySlice<Double> {
    values[index * columns.count..<(index + 1) * columns.count]
  }
}
