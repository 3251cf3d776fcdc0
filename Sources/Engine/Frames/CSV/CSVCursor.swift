/// Where a field's content lies in a file's bytes, without its quotes and without the blanks around it.
struct CSVField {
  var range: Range<Int>
  var isQuoted = false
  /// Holds doubled quotes, which stand for one.
  var isEscaped = false
  /// The record ends behind it.
  var isLast = false
}

/// Walks over the fields of a comma-separated text: RFC 4180, with LF or CRLF and with or without a last newline.
///
/// Blanks around a field do not count; lines without anything on them are no records.
struct CSVCursor: ~Escapable {
  let bytes: Span<UInt8>
  let path: String
  private(set) var position = 0
  /// The 1-based line at which the cursor stands.
  private(set) var line = 1

  @_lifetime(copy bytes)
  init(_ bytes: Span<UInt8>, path: String) {
    self.bytes = bytes
    self.path = path
    // A byte order mark is no part of the first name.
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { position = 3 }
  }

  var place: Place { Place(path: path, line: line) }

  /// Steps over empty lines; false at the end of the file.
  @inline(__always) mutating func beginRecord() -> Bool {
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\n") {
        line += 1
      } else if byte != UInt8(ascii: "\r") {
        return true
      }
      position += 1
    }
    return false
  }

  /// The next field of the record, which has one.
  @inline(__always) mutating func next() throws(FrameError) -> CSVField {
    let end = bytes.count
    var start = position
    if start < end, bytes[start] <= 0x22 {
      while start < end, Self.isBlank(bytes[start]) { start += 1 }
      if start < end, bytes[start] == UInt8(ascii: "\"") { return try quoted(from: start) }
    }
    var stop = start
    while stop < end {
      let byte = bytes[stop]
      if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") { break }
      stop += 1
    }
    var field = CSVField(range: start..<stop)
    endField(&field, at: stop)
    while stop > start, Self.isBlank(bytes[stop - 1]) { stop -= 1 }
    field.range = start..<stop
    return field
  }

  /// Steps over one record without looking into its fields.
  mutating func skipRecord() throws(FrameError) {
    while true {
      let field = try next()
      if field.isLast { return }
    }
  }

  @inline(__always) private mutating func endField(_ field: inout CSVField, at stop: Int) {
    position = stop + 1
    guard stop < bytes.count else {
      position = bytes.count
      field.isLast = true
      return
    }
    if bytes[stop] == UInt8(ascii: "\n") {
      field.isLast = true
      line += 1
    }
  }

  @inline(never) private mutating func quoted(from quote: Int) throws(FrameError) -> CSVField {
    let opening = place
    let end = bytes.count
    var field = CSVField(range: quote + 1..<quote + 1, isQuoted: true)
    var stop = quote + 1
    while true {
      guard stop < end else { throw .openQuote(opening) }
      if bytes[stop] == UInt8(ascii: "\"") {
        guard stop + 1 < end, bytes[stop + 1] == UInt8(ascii: "\"") else { break }
        field.isEscaped = true
        stop += 1
      } else if bytes[stop] == UInt8(ascii: "\n") {
        line += 1
      }
      stop += 1
    }
    field.range = quote + 1..<stop
    stop += 1
    while stop < end, Self.isBlank(bytes[stop]) { stop += 1 }
    guard stop == end || bytes[stop] == UInt8(ascii: ",") || bytes[stop] == UInt8(ascii: "\n") else {
      throw .textAfterQuote(place)
    }
    endField(&field, at: stop)
    return field
  }

  /// A carriage return counts: it can only stand before the newline that ends the record.
  @inline(__always) private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D
  }

  /// The field's bytes, doubled quotes halved.
  func content(_ field: CSVField) -> [UInt8] {
    var content: [UInt8] = []
    content.reserveCapacity(field.range.count)
    var position = field.range.lowerBound
    while position < field.range.upperBound {
      content.append(bytes[position])
      position += field.isEscaped && bytes[position] == UInt8(ascii: "\"") ? 2 : 1
    }
    return content
  }

  /// The field as text; nothing where it is not UTF-8.
  func text(_ field: CSVField) -> String? { String(validating: content(field), as: UTF8.self) }

  /// The field as a message shows it, whatever its bytes are.
  func shown(_ field: CSVField) -> String {
    let short = field.range.prefix(64)
    return String(decoding: content(CSVField(range: short, isEscaped: field.isEscaped)), as: UTF8.self)
  }
}
