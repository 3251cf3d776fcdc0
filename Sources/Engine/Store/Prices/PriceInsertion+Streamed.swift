import TickmarkAgreement

extension PriceInsertion {
  /// One run of one statement, which reads the columns itself: SQLite calls back for each value, and nothing is bound.
  static let streamed = Variant<Body>("streamed") { writer, batch in
    try writer.run(
      "\(PriceWriter.into) SELECT code, day, open, high, low, close, volume FROM tickmark_rows(?)", width: 0, batch,
      rows: batch.count)
  }
}
