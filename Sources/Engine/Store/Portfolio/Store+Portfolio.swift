import GRDB
public import TickmarkAgreement

extension Store {
  /// Puts holdings in place of the portfolio.
  ///
  /// - Throws: `unknownSymbols`; the old portfolio stays then.
  public func setPortfolio(_ holdings: [(symbol: String, quantity: Double)]) throws(StoreError) {
    try write { database in
      let known = try Self.codes(in: database)
      let unknown = holdings.map(\.symbol).filter { known[$0] == nil }
      guard unknown.isEmpty else { throw StoreError.unknownSymbols(unknown, path: path) }
      try database.execute(sql: "DELETE FROM portfolio")
      for (symbol, quantity) in holdings {
        try database.execute(
          sql: "INSERT OR REPLACE INTO portfolio (code, quantity) VALUES (?, ?)", arguments: [known[symbol], quantity])
      }
    }
  }

  /// What the portfolio is worth at the last closes.
  public func valuation(by variant: Variant<Valuation.Body> = Valuation.standard) throws(StoreError) -> [Position] {
    try readRows { try variant.body(PriceReader(database: $0)) }
  }

  /// How SQLite carries out the statements of the valuation, in one or in two, a line a step.
  public func valuationPlan() throws(StoreError) -> [String] {
    try readRows { database in
      try [Valuation.joinedSQL, Valuation.holdingsSQL, LatestClose.sql].flatMap { sql in
        // Any code will do: the plan does not depend on it.
        try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN \(sql.replacing("?", with: "1"))").map { $0["detail"] }
      }
    }
  }
}
