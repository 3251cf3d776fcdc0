/// A file's first record, and which of its columns a reader knows.
struct CSVHeader {
  let names: [String]

  /// - Throws: `empty` without a record, `notText`.
  init(_ cursor: inout CSVCursor) throws(FrameError) {
    guard cursor.beginRecord() else { throw .empty(path: cursor.path) }
    var names: [String] = []
    while true {
      let place = cursor.place
      let field = try cursor.next()
      guard let name = cursor.text(field) else { throw .notText(place, field: "header \(names.count + 1)") }
      names.append(name)
      if field.isLast { break }
    }
    self.names = names
  }

  /// The column named `name`, in any case.
  func column(_ name: String, path: String) throws(FrameError) -> Int? {
    var found: Int?
    for (index, candidate) in names.enumerated() where candidate.lowercased() == name {
      if found != nil { throw .repeatedColumn(path: path, column: name) }
      found = index
    }
    return found
  }

  /// The column of days: by name, or the first one if it has none, as an unnamed index is written.
  func dateColumn(path: String) throws(FrameError) -> Int {
    for name in ["date", "datetime", "timestamp", "time"] {
      if let column = try column(name, path: path) { return column }
    }
    guard names[0].isEmpty else { throw .missingColumn(path: path, column: "date") }
    return 0
  }

  /// Whether the file has a row a symbol and day, rather than a column a symbol.
  var isLong: Bool { names.contains { $0.lowercased() == "close" } }
}
