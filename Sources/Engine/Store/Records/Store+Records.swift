import GRDB

extension Store {
  /// Stores trades behind those that are there: all or none.
  ///
  /// - Throws: `unknownSymbols`.
  public func append(_ trades: [StoredTrade]) throws(StoreError) {
    try write { database in
      let codes = try known(trades.map(\.symbol), in: database)
      let sql = "INSERT INTO trades (second, code, quantity, price) VALUES (?, ?, ?, ?)"
      for (trade, code) in zip(trades, codes) {
        try database.cachedStatement(sql: sql).execute(arguments: [trade.second, code, trade.quantity, trade.price])
      }
    }
  }

  /// Trades within a span of seconds, in order.
  public func trades(_ seconds: ClosedRange<Int64>) throws(StoreError) -> [StoredTrade] {
    try readRows { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT name, second, quantity, price FROM trades JOIN symbols USING (code)
          WHERE second BETWEEN ? AND ? ORDER BY second, id
          """, arguments: [seconds.lowerBound, seconds.upperBound]
      ).map { StoredTrade(symbol: $0[0], second: $0[1], quantity: $0[2], price: $0[3]) }
    }
  }

  /// Stores market data; one of the same symbol and second is replaced.
  ///
  /// - Throws: `unknownSymbols`.
  public func store(_ market: [MarketDatum]) throws(StoreError) {
    try write { database in
      let codes = try known(market.map(\.symbol), in: database)
      let sql = "INSERT OR REPLACE INTO market_data (code, second, price, size) VALUES (?, ?, ?, ?)"
      for (datum, code) in zip(market, codes) {
        try database.cachedStatement(sql: sql).execute(arguments: [code, datum.second, datum.price, datum.size])
      }
    }
  }

  /// Market data of a symbol within a span of seconds, in order.
  public func market(_ symbol: String, _ seconds: ClosedRange<Int64>) throws(StoreError) -> [MarketDatum] {
    try readRows { database in
      let codes = try known([symbol], in: database)
      return try Row.fetchAll(
        database, sql: "SELECT second, price, size FROM market_data WHERE code = ? AND second BETWEEN ? AND ?",
        arguments: [codes[0], seconds.lowerBound, seconds.upperBound]
      ).map { MarketDatum(symbol: symbol, second: $0[0], price: $0[1], size: $0[2]) }
    }
  }

  /// Stores a run behind those that are there.
  public func append(_ run: StoredRun) throws(StoreError) {
    try write { database in
      try database.execute(
        sql: "INSERT INTO runs (name, second, document) VALUES (?, ?, ?)",
        arguments: [run.name, run.second, run.document])
    }
  }

  /// Every run, in the order in which they were stored.
  public func runs() throws(StoreError) -> [StoredRun] {
    try readRows { database in
      try Row.fetchAll(database, sql: "SELECT name, second, document FROM runs ORDER BY id").map {
        StoredRun(name: $0[0], second: $0[1], document: $0[2])
      }
    }
  }

  private func known(_ symbols: [String], in database: Database) throws -> [Int32] {
    let codes = try Self.codes(in: database)
    let unknown = Set(symbols).filter { codes[$0] == nil }.sorted()
    guard unknown.isEmpty else { throw StoreError.unknownSymbols(unknown, path: path) }
    return symbols.compactMap { codes[$0] }
  }
}
