import CTickmarkRows
import GRDB
public import TickmarkAgreement

/// Rows of a batch into the table of prices, within the caller's transaction.
///
/// A row of a symbol and day that are there takes the place of the old one.
///
/// - Gaps: NULL.
/// - Agreement: `.exact`: the table has the same rows afterwards.
/// - Complexity: O(rows · log(table)); rows in the order of symbol and day go to the same few pages and are fastest.
public enum PriceInsertion {
  public typealias Body = @Sendable (PriceWriter, PriceBatch) throws -> Void

  public static var agreement: Agreement { .exact }
  public static var variants: [Variant<Body>] { [scalar, bound, grouped, streamed] }
  /// What a store uses: nothing was faster.
  public static var standard: Variant<Body> { streamed }
}

/// The connection that writes, within a transaction.
public struct PriceWriter {
  let database: Database

  static let into = "INSERT OR REPLACE INTO prices (code, day, open, high, low, close, volume)"

  /// Hands rows to a statement of `tickmark_rows_insert`.
  ///
  /// - Parameters:
  ///   - width: rows that one run of the statement takes; 0 for one that reads them itself.
  ///   - rows: a multiple of `width`.
  func run(_ sql: String, width: Int, _ batch: PriceBatch, rows: Int) throws {
    let statement = try database.cachedStatement(sql: sql)
    let code = tickmark_rows_insert(
      statement.sqliteStatement, Int32(width), Int64(rows), batch.codes, batch.days, batch.open, batch.high, batch.low,
      batch.close, batch.volume)
    guard code == 0 else { throw DatabaseError(code: code, of: database) }
  }
}
