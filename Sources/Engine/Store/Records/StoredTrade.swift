/// A trade that was made.
public struct StoredTrade: Sendable, Equatable {
  public let symbol: String
  /// Seconds since 1970 in UTC.
  public let second: Int64
  /// Below 0 where it was sold.
  public let quantity: Double
  public let price: Double

  public init(symbol: String, second: Int64, quantity: Double, price: Double) {
    (self.symbol, self.second, self.quantity, self.price) = (symbol, second, quantity, price)
  }
}

/// What the market said of a symbol at a moment.
public struct MarketDatum: Sendable, Equatable {
  public let symbol: String
  /// Seconds since 1970 in UTC.
  public let second: Int64
  public let price: Double?
  public let size: Double?

  public init(symbol: String, second: Int64, price: Double?, size: Double?) {
    (self.symbol, self.second, self.price, self.size) = (symbol, second, price, size)
  }
}

/// A run of a program and what came out of it.
public struct StoredRun: Sendable, Equatable {
  public let name: String
  /// Seconds since 1970 in UTC.
  public let second: Int64
  /// JSON, or whatever the program writes.
  public let document: String

  public init(name: String, second: Int64, document: String) {
    (self.name, self.second, self.document) = (name, second, document)
  }
}
