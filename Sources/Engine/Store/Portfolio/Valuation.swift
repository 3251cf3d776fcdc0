import GRDB
public import TickmarkAgreement

/// What each position of the portfolio is worth at its symbol's last close, the largest value first.
///
///     value = quantity · close
///
/// - Gaps: a position without a close comes last, without a value.
/// - Agreement: `.exact`; positions of equal value stand in the order of their names.
/// - Complexity: O(positions · log(rows)), `scanned` O(rows of the positions' symbols · log(rows)).
public enum Valuation {
  public typealias Body = @Sendable (PriceReader) throws -> [Position]

  public static var agreement: Agreement { .exact }
  public static var variants: [Variant<Body>] { [scalar, joined, bound, scanned] }
  /// What a store uses.
  public static var standard: Variant<Body> { bound }

  static func sorted(_ positions: [Position]) -> [Position] {
    positions.sorted { first, second in
      switch (first.value, second.value) {
      case (let a?, let b?) where a != b: a > b
      case (.some, nil): true
      case (nil, .some): false
      default: first.symbol < second.symbol
      }
    }
  }
}

/// A holding and what it is worth.
public struct Position: Sendable, Equatable {
  public let symbol: String
  public let quantity: Double
  /// The day of the close, as `Day.number`.
  public let day: Int32?
  public let close: Double?

  public var value: Double? { close.map { quantity * $0 } }

  init(_ symbol: String, _ quantity: Double, _ last: DatedClose) {
    self.symbol = symbol
    self.quantity = quantity
    day = last.close.isNaN ? nil : last.day
    close = last.close.isNaN ? nil : last.close
  }

  public init(symbol: String, quantity: Double, day: Int32?, close: Double?) {
    self.symbol = symbol
    self.quantity = quantity
    self.day = day
    self.close = close
  }
}
