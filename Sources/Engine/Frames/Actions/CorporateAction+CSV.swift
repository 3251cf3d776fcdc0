import TickmarkMemory

extension CorporateAction {
  /// Reads a file with the columns `symbol`, a date, `kind` (split, dividend) and `value`, in any order; others are ignored.
  ///
  /// - Throws: `file`; `unknownAction`, `badAction`, or an error that names file, line and field.
  public static func read(csv path: String) throws(FrameError) -> [CorporateAction] {
    let file: MappedFile
    do { file = try MappedFile(path: path) } catch { throw .file(error) }
    var cursor = CSVCursor(file.bytes, path: path)
    let header = try CSVHeader(&cursor)
    let dateColumn = try header.dateColumn(path: path)
    var columns: [Int] = []
    for name in ["symbol", "kind", "value"] {
      guard let column = try header.column(name, path: path) else { throw .missingColumn(path: path, column: name) }
      columns.append(column)
    }
    var actions: [CorporateAction] = []
    while cursor.beginRecord() {
      let line = cursor.line
      var fields: [CSVField] = []
      while fields.last?.isLast != true { fields.append(try cursor.next()) }
      let place = Place(path: path, line: line)
      guard fields.count == header.names.count else {
        throw .ragged(place, fields: fields.count, expected: header.names.count)
      }
      guard let symbol = cursor.text(fields[columns[0]]) else { throw .notText(place, field: "symbol") }
      if symbol.isEmpty { throw .noSymbol(place) }
      let date = fields[dateColumn]
      guard let key = CSVDate.read(cursor.bytes, date.range) else {
        throw .notADate(place, field: header.names[dateColumn], text: cursor.shown(date))
      }
      guard let kind = cursor.text(fields[columns[1]]).flatMap({ Kind(rawValue: $0.lowercased()) }) else {
        throw .unknownAction(place, text: cursor.shown(fields[columns[1]]))
      }
      let value = try cursor.number(fields[columns[2]], line: line, name: "value")
      guard isSound(kind, value) else { throw .badAction(place, kind: kind, text: cursor.shown(fields[columns[2]])) }
      actions.append(CorporateAction(symbol: symbol, exDay: Moment(key: key).day, kind: kind, value: value))
    }
    return actions
  }
}
