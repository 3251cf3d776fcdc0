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

  /// What a statement of four columns gives, in its order.
  static func positions(_ sql: String, _ reader: PriceReader) throws -> [Position] {
    let rows = try Row.fetchCursor(reader.database.cachedStatement(sql: sql))
    var positions: [Position] = []
    while let row = try rows.next() {
      positions.append(Position(symbol: row[0], quantity: row[1], day: row[2], close: row[3]))
    }
    return positions
  }

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
}

extension Position {
  init(_ symbol: String, _ quantity: Double, _ last: DatedClose) {
    let isKnown = !last.close.isNaN
    self.init(symbol: symbol, quantity: quantity, day: isKnown ? last.day : nil, close: isKnown ? last.close : nil)
  }
}
