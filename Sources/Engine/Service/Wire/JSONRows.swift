import NIOCore

/// Rows as text: `{"updates":[{"symbol":"S0001","sequence":7,"time":…,"complete":true,"due":…,"close":…,"high":…,"low":…,
/// "volume":…,"values":[…]}]}`, or `snapshot` in place of `updates`; a gap is null.
enum JSONRows {
  static func write(_ kind: FrameKind, _ rows: [UpdateRow], names: [String], to buffer: inout ByteBuffer) {
    buffer.writeStaticString(kind == .updates ? "{\"updates\":[" : "{\"snapshot\":[")
    for (index, row) in rows.enumerated() {
      if index > 0 { buffer.writeStaticString(",") }
      write(row, name: names[Int(row.update.symbol)], to: &buffer)
    }
    buffer.writeStaticString("]}")
  }

  private static func write(_ row: UpdateRow, name: String, to buffer: inout ByteBuffer) {
    let (update, bar) = (row.update, row.update.bar)
    buffer.writeString(
      "{\"symbol\":\(JSONText.quoted(name)),\"sequence\":\(row.sequence),\"time\":\(update.time),\"complete\":\(update.isComplete),\"due\":\(update.due)"
    )
    for (key, value) in [("close", bar.close), ("high", bar.high), ("low", bar.low), ("volume", bar.volume)] {
      buffer.writeString(",\"\(key)\":\(JSONText.number(value))")
    }
    buffer.writeStaticString(",\"values\":[")
    for (index, value) in row.values.enumerated() {
      buffer.writeString(index > 0 ? ",\(JSONText.number(value))" : JSONText.number(value))
    }
    buffer.writeStaticString("]}")
  }
}

/// Pieces of JSON.
enum JSONText {
  /// The shortest decimal that reads back as the same number; `null` for what JSON has no number for.
  static func number(_ value: Double) -> String { value.isFinite ? "\(value)" : "null" }
  static func number(_ value: Float) -> String { value.isFinite ? "\(value)" : "null" }

  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\u{0}"..<" ":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
