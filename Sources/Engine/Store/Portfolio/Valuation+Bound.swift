import GRDB
import TickmarkAgreement

extension Valuation {
  /// The positions in the order of the prices' key, then each one's last close by one look at it; sorted in here.
  static let bound = Variant<Body>("bound") { reader in
    var held: [(symbol: String, quantity: Double)] = []
    var codes: [Int32] = []
    let rows = try Row.fetchCursor(reader.database.cachedStatement(sql: holdingsSQL))
    while let row = try rows.next() {
      held.append((row[0], row[1]))
      codes.append(row[2])
    }
    var closes = Array(repeating: DatedClose(), count: codes.count)
    try LatestClose.bound.body(reader, codes, &closes)
    return sorted(zip(held, closes).map { Position($0.symbol, $0.quantity, $1) })
  }

  static let holdingsSQL = """
    SELECT name, quantity, code FROM portfolio CROSS JOIN symbols USING (code) ORDER BY code
    """
}
