import GRDB
import TickmarkAgreement

extension Valuation {
  /// Position by position.
  static let scalar = Variant<Body>("scalar") { reader in
    let holdings = try Row.fetchAll(
      reader.database, sql: "SELECT name, quantity, code FROM portfolio JOIN symbols USING (code)")
    var closes = Array(repeating: DatedClose(), count: holdings.count)
    try LatestClose.scalar.body(reader, holdings.map { $0[2] }, &closes)
    return sorted(zip(holdings, closes).map { Position($0[0], $0[1], $1) })
  }
}
