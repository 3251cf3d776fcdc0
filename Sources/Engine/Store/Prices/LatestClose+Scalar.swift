import GRDB
import TickmarkAgreement

extension LatestClose {
  /// A row of GRDB's for each symbol.
  static let scalar = Variant<Body>("scalar") { reader, codes, closes in
    let statement = try reader.database.cachedStatement(sql: sql)
    for place in codes.indices {
      closes[place] = DatedClose()
      guard let row = try Row.fetchOne(statement, arguments: [codes[place]]) else { continue }
      closes[place].day = row[0]
      closes[place].close = row[1]
    }
  }
}
