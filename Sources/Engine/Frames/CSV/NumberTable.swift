import TickmarkMemory

/// A comma-separated file of numbers: a vector or a matrix, with or without names on top and on the left.
///
/// The first record is a header if it has text where the others have numbers; the first column holds names if the last record
/// begins with text, or if the first begins with nothing or with `symbol`: names may look like numbers.
public struct NumberTable: Equatable, Sendable {
  /// Of the columns of numbers; nil without a header.
  public private(set) var columnNames: [String]?
  /// One a row of numbers; nil without names on the left.
  public private(set) var rowNames: [String]?
  public private(set) var rows = 0
  public private(set) var columns = 0
  /// By rows; NaN where the file has a gap (an empty field, `.`, `NaN`, `NA`).
  public private(set) var values: [Double] = []

  /// - Throws: `file`, or an error that names file, line and field.
  /// - Complexity: one pass
  public init(csv path: String) throws(FrameError) {
    let file: MappedFile
    do { file = try MappedFile(path: path) } catch { throw .file(error) }
    var cursor = CSVCursor(file.bytes, path: path)
    guard cursor.beginRecord() else { throw .empty(path: path) }
    let hasCorner = try Self.hasCorner(cursor)
    let hasRowNames = if hasCorner { true } else { try Self.lastBeginsWithText(file, path: path) }
    let hasHeader = if hasCorner { true } else { try Self.isHeader(cursor, hasRowNames: hasRowNames) }
    if hasHeader {
      let names = try CSVHeader(&cursor).names
      columnNames = Array(names.dropFirst(hasRowNames ? 1 : 0))
    }
    rowNames = hasRowNames ? [] : nil
    while cursor.beginRecord() { try append(&cursor) }
    guard rows > 0 else { throw .noRows(path: path) }
    guard columns > 0, columnNames.map({ $0.count == columns }) ?? true else {
      throw .ragged(Place(path: path, line: 1), fields: columnNames?.count ?? 0, expected: columns)
    }
  }

  private mutating func append(_ cursor: inout CSVCursor) throws(FrameError) {
    let line = cursor.line
    var fields = 0
    var isLast = false
    while !isLast {
      let field = try cursor.next()
      isLast = field.isLast
      if fields == 0, rowNames != nil {
        guard let name = cursor.text(field) else {
          throw .notText(Place(path: cursor.path, line: line), field: "name")
        }
        rowNames?.append(name)
      } else {
        values.append(try cursor.number(field, line: line, name: "\(fields + 1)"))
      }
      fields += 1
    }
    let numbers = fields - (rowNames == nil ? 0 : 1)
    if rows == 0 { columns = numbers }
    guard numbers == columns else {
      throw .ragged(
        Place(path: cursor.path, line: line), fields: fields, expected: columns + fields - numbers)
    }
    rows += 1
  }

  private static func lastBeginsWithText(_ file: MappedFile, path: String) throws(FrameError) -> Bool {
    var cursor = CSVCursor(file.bytes, path: path)
    var records = 0
    var hasText = false
    while cursor.beginRecord() {
      var ahead = cursor
      let field = try ahead.next()
      // A vector in a column has no names but the header's.
      hasText = !field.isLast && isText(ahead, field)
      try cursor.skipRecord()
      records += 1
    }
    return hasText && records > 1
  }

  /// Whether the record begins as a header over names does, and has more than that.
  private static func hasCorner(_ cursor: CSVCursor) throws(FrameError) -> Bool {
    var cursor = cursor
    let field = try cursor.next()
    if field.isLast { return false }
    return field.range.isEmpty || cursor.text(field).map { $0.lowercased() == "symbol" } ?? false
  }

  private static func isHeader(_ cursor: CSVCursor, hasRowNames: Bool) throws(FrameError) -> Bool {
    var cursor = cursor
    var position = 0
    while true {
      let field = try cursor.next()
      if !(hasRowNames && position == 0), isText(cursor, field) { return true }
      if field.isLast { return false }
      position += 1
    }
  }

  private static func isText(_ cursor: CSVCursor, _ field: CSVField) -> Bool {
    if case .text = DecimalNumber.read(cursor.bytes, field.range) { return true }
    return false
  }
}
