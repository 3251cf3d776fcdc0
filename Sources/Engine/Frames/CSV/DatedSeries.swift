import TickmarkMemory

/// One number a day: costs, rates, an equity curve.
public struct DatedSeries: Equatable, Sendable {
  /// Strictly increasing.
  public let dates: [Day]
  /// One a date; NaN where the file has a gap.
  public let values: [Double]

  /// - Precondition: one value a date.
  public init(dates: [Day], values: [Double]) {
    precondition(dates.count == values.count, "one value a date")
    self.dates = dates
    self.values = values
  }

  /// Reads a date column and the column named `column`, in any case; others are ignored.
  ///
  /// - Throws: `file`, or an error that names file, line and field.
  public init(csv path: String, column: String) throws(FrameError) {
    (dates, values) = try Self.read(path, column: column)
  }

  /// The days of a file's date column, such as a list of rebalancing dates; other columns are ignored.
  public static func dates(csv path: String) throws(FrameError) -> [Day] {
    try read(path, column: nil).dates
  }

  private static func read(_ path: String, column name: String?) throws(FrameError) -> (dates: [Day], values: [Double])
  {
    let file: MappedFile
    do { file = try MappedFile(path: path) } catch { throw .file(error) }
    var cursor = CSVCursor(file.bytes, path: path)
    let header = try CSVHeader(&cursor)
    let dateColumn = try header.dateColumn(path: path)
    var valueColumn: Int?
    if let name {
      valueColumn = try header.column(name.lowercased(), path: path)
      if valueColumn == nil { throw .missingColumn(path: path, column: name) }
    }
    var dates = DateColumn(path: path)
    var values: [Double] = []
    while cursor.beginRecord() {
      let line = cursor.line
      var index = 0
      while true {
        let field = try cursor.next()
        if index == dateColumn {
          try dates.append(field, cursor, line: line, name: header.names[index])
        } else if index == valueColumn {
          values.append(try cursor.number(field, line: line, name: header.names[index]))
        }
        index += 1
        if field.isLast { break }
      }
      guard index == header.names.count else {
        throw .ragged(Place(path: path, line: line), fields: index, expected: header.names.count)
      }
    }
    guard !dates.days.isEmpty else { throw .noRows(path: path) }
    return (dates.days, values)
  }
}
