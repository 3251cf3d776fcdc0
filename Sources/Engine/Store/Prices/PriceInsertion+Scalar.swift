import GRDB
import TickmarkAgreement

extension PriceInsertion {
  /// One prepared statement, run for each row.
  static let scalar = Variant<Body>("scalar") { writer, batch in
    let statement = try writer.database.cachedStatement(sql: "\(PriceWriter.into) VALUES (?, ?, ?, ?, ?, ?, ?)")
    for row in 0..<batch.count {
      let volume = batch.volume[row]
      try statement.execute(
        arguments: [
          batch.codes[row], batch.days[row], batch.open[row], batch.high[row], batch.low[row], batch.close[row],
          Int64(exactly: volume).map { $0.databaseValue } ?? volume.databaseValue,
        ])
    }
  }
}
