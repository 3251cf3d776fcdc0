import TickmarkAgreement

extension PriceInsertion {
  /// The same statement, its values bound in C: without a value of Swift for each of them.
  static let bound = Variant<Body>("bound") { writer, batch in
    try writer.run("\(PriceWriter.into) VALUES (?, ?, ?, ?, ?, ?, ?)", width: 1, batch, rows: batch.count)
  }
}
