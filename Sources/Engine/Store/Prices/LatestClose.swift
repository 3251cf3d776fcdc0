import CTickmarkRows
import GRDB
public import TickmarkAgreement

/// The last close of each symbol of a list, on one state of the store.
///
/// - Gaps: a day without a close does not count; a symbol without any has none.
/// - Agreement: `.exact`.
/// - Complexity: O(symbols · log(rows)): one place in the table is looked for, whatever a symbol's history.
public enum LatestClose {
  public typealias Body = @Sendable (PriceReader, _ codes: [Int32], inout [DatedClose]) throws -> Void

  public static var agreement: Agreement { .exact }
  public static var variants: [Variant<Body>] { [scalar, bound] }
  /// What a store uses.
  public static var standard: Variant<Body> { bound }

  static let sql = "SELECT day, close FROM prices WHERE code = ? AND close IS NOT NULL ORDER BY day DESC LIMIT 1"
}

/// A close and its day, as `Day.number`; NaN where there is none.
public struct DatedClose: Sendable, Equatable {
  public var day: Int32 = 0
  public var close = Double.nan

  public init() {}
}

/// A connection that reads, on one state of the store.
public struct PriceReader {
  let database: Database
}
