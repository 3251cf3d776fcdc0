import TickmarkMemory

extension Frame {
  /// Reads long comma-separated files: a row a symbol and moment.
  ///
  /// Columns are found by name, in any case and order: `symbol`, a date (`date`, `datetime`, `timestamp`, `time`, or a first
  /// column without a name), `open`, `high`, `low`, `close`, `volume`; others are ignored. Only the date and `close` must be
  /// there; an absent field is a gap in every row. Without a `symbol` column the symbol is the file's name without its ending.
  ///
  /// - Gaps: an empty field, `.`, `NaN`, `NA`.
  /// - Throws: `file`, or an error that names file, line and field.
  /// - Complexity: one pass; the file is mapped, never copied.
  public init(
    csv paths: [String], precision: Precision = .float32, order: RowOrder = .increasing
  ) throws(FrameError) {
    var reader = LongReader(precision: precision, order: order)
    for path in paths {
      let file: MappedFile
      do { file = try MappedFile(path: path) } catch { throw .file(error) }
      var cursor = CSVCursor(file.bytes, path: path)
      try reader.read(&cursor)
    }
    self = try reader.finish()
  }

  public init(
    csv path: String, precision: Precision = .float32, order: RowOrder = .increasing
  ) throws(FrameError) {
    try self.init(csv: [path], precision: precision, order: order)
  }

  /// Whether a file has a column a symbol, rather than a row a symbol and day: none of its columns is named `close`.
  ///
  /// - Throws: `file`, `empty`, `notText`.
  public static func isWide(csv path: String) throws(FrameError) -> Bool {
    let file: MappedFile
    do { file = try MappedFile(path: path) } catch { throw .file(error) }
    var cursor = CSVCursor(file.bytes, path: path)
    return try !CSVHeader(&cursor).isLong
  }
}

/// Reads the rows of long files into one builder.
private struct LongReader {
  private enum Role { case ignored, symbol, date, price(Int), volume }

  private var builder: FrameBuilder
  private var symbols = SymbolTable()

  init(precision: Precision, order: RowOrder) {
    builder = FrameBuilder(precision: precision, order: order)
  }

  consuming func finish() throws(FrameError) -> Frame { try builder.finish(names: symbols.names) }

  mutating func read(_ cursor: inout CSVCursor) throws(FrameError) {
    let header = try CSVHeader(&cursor)
    let (roles, hasSymbols) = try Self.roles(header, path: cursor.path)
    let fileCode = hasSymbols ? -1 : symbols.code(named: Self.baseName(cursor.path))
    guard cursor.beginRecord() else { throw .noRows(path: cursor.path) }
    // No row with a date and a close is shorter than a dozen bytes; most are near fifty.
    builder.begin(file: cursor.path, expectedRows: (cursor.bytes.count - cursor.position) / 48)
    repeat {
      try readRow(&cursor, roles, header, fileCode: fileCode)
    } while cursor.beginRecord()
  }

  @inline(__always)
  private mutating func readRow(
    _ cursor: inout CSVCursor, _ roles: [Role], _ header: CSVHeader, fileCode: Int32
  ) throws(FrameError) {
    let line = cursor.line
    var row = BarFields()
    var code = fileCode
    var column = 0
    var volumeField: CSVField?
    while true {
      let field = try cursor.next()
      if column < roles.count {
        switch roles[column] {
        case .ignored: break
        case .symbol: code = try symbol(field, cursor, line: line)
        case .date:
          guard let key = CSVDate.read(cursor.bytes, field.range) else {
            throw .notADate(
              Place(path: cursor.path, line: line), field: header.names[column], text: cursor.shown(field))
          }
          row.key = key
        case .price(let index):
          row.prices[index] = try cursor.number(field, line: line, name: header.names[column])
        case .volume:
          row.volume = try cursor.decimal(field, line: line, name: header.names[column])
          volumeField = field
        }
      }
      column += 1
      if field.isLast { break }
    }
    let place = Place(path: cursor.path, line: line)
    guard column == roles.count else { throw .ragged(place, fields: column, expected: roles.count) }
    guard try builder.append(row, code: code, place: place, name: symbols.names[Int(code)]) else {
      throw .tooManyDigits(place, field: "volume", text: volumeField.map { cursor.shown($0) } ?? "")
    }
  }

  @inline(__always)
  private mutating func symbol(_ field: CSVField, _ cursor: borrowing CSVCursor, line: Int) throws(FrameError) -> Int32
  {
    if field.range.isEmpty { throw .noSymbol(Place(path: cursor.path, line: line)) }
    guard let code = symbols.code(field, cursor) else {
      throw .notText(Place(path: cursor.path, line: line), field: "symbol")
    }
    return code
  }

  private static func roles(_ header: CSVHeader, path: String) throws(FrameError) -> ([Role], hasSymbols: Bool) {
    var roles = [Role](repeating: .ignored, count: header.names.count)
    let symbol = try header.column("symbol", path: path)
    if let symbol { roles[symbol] = .symbol }
    roles[try header.dateColumn(path: path)] = .date
    for (index, field) in Field.prices.enumerated() {
      if let column = try header.column(field.rawValue, path: path) { roles[column] = .price(index) }
    }
    if let column = try header.column("volume", path: path) { roles[column] = .volume }
    guard try header.column("close", path: path) != nil else { throw .missingColumn(path: path, column: "close") }
    return (roles, symbol != nil)
  }

  /// `data/GOOG.csv` → `GOOG`.
  private static func baseName(_ path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }
}
