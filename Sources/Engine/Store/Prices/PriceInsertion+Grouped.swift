import TickmarkAgreement

extension PriceInsertion {
  private static let width = 100
  private static let statement =
    "\(PriceWriter.into) VALUES " + [String](repeating: "(?, ?, ?, ?, ?, ?, ?)", count: width).joined(separator: ", ")

  /// A statement of a hundred rows, run for each hundred; what is left over row by row.
  static let grouped = Variant<Body>("grouped") { writer, batch in
    let grouped = batch.count / width * width
    try writer.run(statement, width: width, batch, rows: grouped)
    guard grouped < batch.count else { return }
    try bound.body(writer, batch.dropping(first: grouped))
  }
}
