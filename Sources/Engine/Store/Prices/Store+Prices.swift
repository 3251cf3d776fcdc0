import GRDB
public import TickmarkAgreement
public import TickmarkFrames

extension Store {
  /// Stores every row of a frame in batches, each durable before the next begins.
  ///
  /// A frame that was stored in part can be stored again: its rows take their own places.
  ///
  /// - Parameters:
  ///   - variant: how rows go in; one of `PriceInsertion.variants`.
  ///   - goesOn: is told the rows that are stored, after each batch; false ends it there.
  /// - Returns: the rows that are stored.
  /// - Throws: `FrameError.notDaily` for bars of less than a day; `StoreError`.
  @discardableResult public func insert(
    _ frame: Frame, batchRows: Int = 10_000, by variant: Variant<PriceInsertion.Body> = PriceInsertion.standard,
    goesOn: (Int) -> Bool = { _ in true }
  ) throws -> Int {
    if frame.seconds != nil { throw FrameError.notDaily }
    let codes = try codes(addingNew: frame.symbols)
    var batch = PriceBatch(capacity: max(1, min(batchRows, frame.count)))
    var stored = 0
    while stored < frame.count {
      let rows = stored..<min(stored + batch.capacity, frame.count)
      batch.fill(frame, rows: rows, codes: codes)
      try write { try variant.body(PriceWriter(database: $0), batch) }
      stored = rows.upperBound
      guard goesOn(stored) else { break }
    }
    return stored
  }

  /// The code of each symbol; those that are not there yet come behind the others, in the order of `names`.
  func codes(addingNew names: [String]) throws(StoreError) -> [Int32] {
    try write { database in
      let known = try Self.codes(in: database)
      return try names.map { name in
        if let code = known[name] { return code }
        try database.execute(sql: "INSERT INTO symbols (name) VALUES (?)", arguments: [name])
        return Int32(truncatingIfNeeded: database.lastInsertedRowID)
      }
    }
  }

  static func codes(in database: Database) throws -> [String: Int32] {
    let rows = try Row.fetchAll(database, sql: "SELECT name, code FROM symbols")
    return Dictionary(rows.map { ($0[0] as String, $0[1] as Int32) }) { first, _ in first }
  }

  /// Every price, in the order of symbol and day: symbol's code, day and five values a row; NaN for a gap.
  public func digest() throws(StoreError) -> [Double] {
    try readRows { database in
      let rows = try Row.fetchCursor(
        database, sql: "SELECT code, day, open, high, low, close, volume FROM prices ORDER BY code, day")
      var digest: [Double] = []
      while let row = try rows.next() {
        for column in 0..<row.count { digest.append((row[column] as Double?) ?? .nan) }
      }
      return digest
    }
  }

  /// Forgets all prices.
  public func removePrices() throws(StoreError) { try write { try $0.execute(sql: "DELETE FROM prices") } }

  /// Gives a heap the index of `PriceLayout.indexed`.
  public func indexPrices() throws(StoreError) {
    try write { try $0.execute(sql: "CREATE UNIQUE INDEX prices_by_symbol_and_day ON prices (code, day)") }
  }

  /// Takes that index away.
  public func dropPriceIndex() throws(StoreError) {
    try write { try $0.execute(sql: "DROP INDEX IF EXISTS prices_by_symbol_and_day") }
  }
}
