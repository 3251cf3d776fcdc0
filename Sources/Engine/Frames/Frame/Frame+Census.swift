extension Frame {
  /// What a frame holds that a reader should know before computing with it.
  public struct Census: Equatable, Sendable {
    /// Missing values of each field.
    public var gaps: [Field: Int] = [:]
    /// Prices equal to zero, over all four price columns; they are kept.
    public var zeroPrices = 0
    /// Prices below zero, over all four price columns; they are kept.
    public var negativePrices = 0
    /// Symbol, moment and field of the first price that is not positive.
    public var firstNonPositive: String?
  }

  /// Counts gaps and prices that are not positive; one pass over every column.
  public func census() -> Census {
    var census = Census()
    for field in Field.allCases {
      var gaps = 0
      for row in 0..<count {
        let value = value(field, row: row)
        if value.isNaN { gaps += 1 }
        guard value <= 0, field != .volume else { continue }
        if value == 0 { census.zeroPrices += 1 } else { census.negativePrices += 1 }
        if census.firstNonPositive == nil {
          census.firstNonPositive = "\(symbols[Int(codes[row])]) \(moment(row)) \(field.rawValue)"
        }
      }
      census.gaps[field] = gaps
    }
    return census
  }

  /// Whether any row has a value of this field: a wide file has closes only.
  public func holds(_ field: Field) -> Bool {
    (0..<count).contains { !value(field, row: $0).isNaN }
  }
}
