import CTickmarkRows
import GRDB
import TickmarkAgreement

extension LatestClose {
  /// The same statement, bound and read in C.
  static let bound = Variant<Body>("bound") { reader, codes, closes in
    let statement = try reader.database.cachedStatement(sql: sql).sqliteStatement
    for place in codes.indices {
      var close = DatedClose()
      let code = tickmark_rows_first(statement, codes[place], &close.day, &close.close)
      guard code == 100 || code == 101 else { throw DatabaseError(code: code, of: reader.database) }
      closes[place] = close
    }
  }
}
