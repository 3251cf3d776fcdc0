/// Symbols in the order of their first row, each with a code; the last one seen costs one comparison.
struct SymbolTable {
  private(set) var names: [String] = []
  private var short: [UInt64: Int32] = [:]
  private var long: [String: Int32] = [:]
  private var lastKey: UInt64 = 0
  private var lastCode: Int32 = 0

  /// The field's code; nothing where it is not UTF-8.
  @inline(__always)
  mutating func code(_ field: CSVField, _ cursor: borrowing CSVCursor) -> Int32? {
    guard field.range.count < 8, !field.isEscaped else { return longCode(field, cursor) }
    // Seven bytes and the length make a key that no other symbol has; 0 is the empty one, which is never stored.
    var key = UInt64(field.range.count)
    for position in field.range { key = key << 8 | UInt64(cursor.bytes[position]) }
    if key == lastKey, key != 0 { return lastCode }
    return shortCode(key, field, cursor)
  }

  @inline(never)
  private mutating func shortCode(_ key: UInt64, _ field: CSVField, _ cursor: borrowing CSVCursor) -> Int32? {
    if let code = short[key] {
      (lastKey, lastCode) = (key, code)
      return code
    }
    guard let code = longCode(field, cursor) else { return nil }
    short[key] = code
    return code
  }

  @inline(never)
  private mutating func longCode(_ field: CSVField, _ cursor: borrowing CSVCursor) -> Int32? {
    guard let name = cursor.text(field) else { return nil }
    return code(named: name)
  }

  mutating func code(named name: String) -> Int32 {
    if let code = long[name] { return code }
    let code = Int32(names.count)
    long[name] = code
    names.append(name)
    return code
  }
}
