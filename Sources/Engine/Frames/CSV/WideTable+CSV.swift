import TickmarkMemory

extension WideTable {
  /// Reads a wide comma-separated file: a date column (named as in `Frame.init(csv:)`) and a column an asset.
  ///
  /// - Gaps: an empty field, `.`, `NaN`, `NA`.
  /// - Throws: `file`, or an error that names file, line and field; `numberTooLarge` for what `Element` cannot hold.
  /// - Complexity: one pass to count the rows, one to read them.
  @_specialize(where Element == Float) @_specialize(where Element == Double)
  public init(csv path: String) throws(FrameError) {
    let file: MappedFile
    do { file = try MappedFile(path: path) } catch { throw .file(error) }
    var cursor = CSVCursor(file.bytes, path: path)
    let header = try CSVHeader(&cursor)
    let dateColumn = try header.dateColumn(path: path)
    try Self.checkNames(header, path: path)
    var ahead = cursor
    var days = 0
    while ahead.beginRecord() {
      try ahead.skipRecord()
      days += 1
    }
    guard days > 0 else { throw .noRows(path: path) }
    var panel = MutablePanel<Element>(days: days, assets: header.names.count - 1)
    var dates = DateColumn(path: path)
    while cursor.beginRecord() {
      try Self.readRow(&cursor, header, dateColumn: dateColumn, into: &panel, &dates)
    }
    var names = header.names
    names.remove(at: dateColumn)
    self.init(dates: dates.days, names: names, panel: Panel(panel))
  }

  @inline(__always)
  private static func readRow(
    _ cursor: inout CSVCursor, _ header: CSVHeader, dateColumn: Int, into panel: inout MutablePanel<Element>,
    _ dates: inout DateColumn
  ) throws(FrameError) {
    let line = cursor.line
    let day = dates.days.count
    let columns = header.names.count
    var column = 0
    while true {
      let field = try cursor.next()
      if column == dateColumn {
        try dates.append(field, cursor, line: line, name: header.names[column])
      } else if column < columns {
        let value = try cursor.number(field, line: line, name: header.names[column])
        let element = Element(value)
        if element.isInfinite {
          throw .numberTooLarge(
            Place(path: cursor.path, line: line), field: header.names[column], text: cursor.shown(field))
        }
        panel[day, column < dateColumn ? column : column - 1] = element
      }
      column += 1
      if field.isLast { break }
    }
    guard column == columns else {
      throw .ragged(Place(path: cursor.path, line: line), fields: column, expected: columns)
    }
  }

  private static func checkNames(_ header: CSVHeader, path: String) throws(FrameError) {
    var seen = Set<String>()
    for name in header.names where !seen.insert(name).inserted { throw .repeatedColumn(path: path, column: name) }
  }
}

/// Days that must increase from row to row.
struct DateColumn {
  let path: String
  private(set) var days: [Day] = []

  init(path: String) { self.path = path }

  /// - Throws: `notADate`, `timeOfDay`, `duplicate`, `outOfOrder`.
  mutating func append(
    _ field: CSVField, _ cursor: borrowing CSVCursor, line: Int, name: String
  ) throws(FrameError) {
    let place = Place(path: path, line: line)
    guard let key = CSVDate.read(cursor.bytes, field.range) else {
      throw .notADate(place, field: name, text: cursor.shown(field))
    }
    let moment = Moment(key: key)
    guard moment.second == 0 else { throw .timeOfDay(place, field: name, text: cursor.shown(field)) }
    if let last = days.last, moment.day <= last {
      if moment.day == last { throw .duplicate(place, symbol: nil, moment: moment) }
      throw .outOfOrder(place, symbol: nil, moment: moment, after: Moment(day: last))
    }
    days.append(moment.day)
  }
}
