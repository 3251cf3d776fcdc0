import TickmarkMemory

/// One number a symbol: a portfolio's quantities.
public struct SymbolSeries: Equatable, Sendable {
  /// In the order of the file, each once.
  public let symbols: [String]
  public let values: [Double]

  /// Reads a column named `symbol` and the column named `column`, in any case; others are ignored.
  ///
  /// - Throws: `file`, or an error that names file, line and field; a gap is none of a number.
  public init(csv path: String, column name: String) throws(FrameError) {
    let file: MappedFile
    do { file = try MappedFile(path: path) } catch { throw .file(error) }
    var cursor = CSVCursor(file.bytes, path: path)
    let header = try CSVHeader(&cursor)
    guard let symbolColumn = try header.column("symbol", path: path) else {
      throw .missingColumn(path: path, column: "symbol")
    }
    guard let valueColumn = try header.column(name, path: path) else {
      throw .missingColumn(path: path, column: name)
    }
    var table = SymbolTable()
    var values: [Double] = []
    while cursor.beginRecord() {
      let line = cursor.line
      let place = cursor.place
      var (code, value): (Int32?, Double?)
      var index = 0
      while true {
        let field = try cursor.next()
        if index == symbolColumn {
          guard !field.range.isEmpty else { throw .noSymbol(place) }
          code = table.code(field, cursor)
          guard code != nil else { throw .notText(place, field: "symbol") }
        } else if index == valueColumn {
          let number = try cursor.number(field, line: line, name: name)
          guard !number.isNaN else { throw .notANumber(place, field: name, text: "") }
          value = number
        }
        index += 1
        if field.isLast { break }
      }
      guard index == header.names.count, let code, let value else {
        throw .ragged(place, fields: index, expected: header.names.count)
      }
      guard Int(code) == values.count else { throw .repeatedSymbol(place, symbol: table.names[Int(code)]) }
      values.append(value)
    }
    guard !values.isEmpty else { throw .noRows(path: path) }
    (symbols, self.values) = (table.names, values)
  }
}
