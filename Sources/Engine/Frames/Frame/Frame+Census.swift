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

  /// Each column's name, how it is stored and why, and the bytes of one row.
  public var storage: [(column: String, words: String, rowBytes: Int)] {
    var columns = [
      (column: "symbol", words: "Int32 code of a dictionary of \(symbols.count)", rowBytes: 4),
      (column: "date", words: "Int32 day number", rowBytes: 4),
    ]
    if seconds != nil { columns.append((column: "second", words: "Int32 second of the day", rowBytes: 4)) }
    for (field, column) in zip(Field.prices, [open, high, low, close]) {
      columns.append((column: field.rawValue, words: column.storage(), rowBytes: column.rowBytes))
    }
    columns.append((column: "volume", words: volume.storage, rowBytes: volume.rowBytes))
    return columns
  }

  /// Bytes of one row over all columns: 28 for daily bars in Float32. The dictionary counts once a symbol, not here.
  public var rowBytes: Int { storage.reduce(0) { $0 + $1.rowBytes } }

  /// Bytes of one row of the same columns, each as a Float64: 56 for the seven columns of daily bars.
  public var float64RowBytes: Int { storage.count * 8 }
}
