import TickmarkMeasurement

/// Names of other tools as `suite/operation/size` and variant.
///
/// Parts of a name are joined with `.`; `:` becomes `=`, blanks and backslashes `_`. Two rows whose names would become one
/// are told apart: both get their whole name with `%` and hexadecimal digits for what is no plain character. So no row takes
/// another's place, whatever the names and their order.
struct RowNames {
  struct Name: Hashable {
    var suite: String
    var operation: String
    var size: String
    var variant: String

    var id: String { "\(suite)/\(operation)/\(size)" }
  }

  /// - Parameter suite: what all rows belong to; else each row's group, else `fallback`.
  /// - Returns: one name a row; equal only where the rows' own names are.
  static func names(of rows: [(row: ForeignRow, fallback: String)], suite: String?) -> [Name] {
    let readable = rows.map { entry in
      let own = suite ?? (entry.row.group.isEmpty ? entry.fallback : entry.row.group)
      return Name(
        suite: suiteName(own), operation: plain(entry.row.name), size: "\(entry.row.size ?? Size(1))",
        variant: plain(entry.row.variant))
    }
    var owners: [Name: Set<String>] = [:]
    for (name, entry) in zip(readable, rows) { owners[name, default: []].insert(identity(entry.row)) }
    return zip(readable, rows).map { name, entry in
      guard owners[name, default: []].count > 1 else { return name }
      var name = name
      name.operation = escaped("\(entry.row.group)/\(entry.row.fullName)")
      name.variant = escaped(entry.row.variant)
      return name
    }
  }

  /// The row's own name to the last letter.
  static func identity(_ row: ForeignRow) -> String { "\(row.group)\n\(row.fullName)\n\(row.variant)" }

  /// A name that may be a file's: no separators, no blank, no leading dot, and short enough.
  static func suiteName(_ text: String) -> String {
    var name = plain(text)
    while name.utf8.count > 120 { name.removeLast() }
    return name.hasPrefix(".") ? "_" + name.dropFirst() : name
  }

  private static func plain(_ text: String) -> String {
    let parts = text.split(separator: "/").joined(separator: ".")
    let plain = String(
      parts.map { (character: Character) -> Character in
        if character == ":" { return "=" }
        let isControl = character.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
        return character.isWhitespace || character == "\\" || isControl ? "_" : character
      })
    return plain.isEmpty ? "_" : plain
  }

  private static func escaped(_ text: String) -> String {
    text.utf8.map { byte -> String in
      let isPlain =
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || "-_.".utf8.contains(byte)
      let digits = String(byte, radix: 16, uppercase: true)
      return isPlain ? String(UnicodeScalar(byte)) : "%" + (digits.count < 2 ? "0" : "") + digits
    }.joined()
  }
}
