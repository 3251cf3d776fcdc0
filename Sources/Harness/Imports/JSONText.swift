import Foundation

/// JSON as other tools write it, with the place of whatever is wrong.
enum JSONText {
  /// - Throws: `.damaged` with the path of the field in the document.
  static func decode<Value: Decodable>(
    _ type: Value.Type, from data: Data, path: String, place: String = ""
  ) throws(ImportError) -> Value {
    let failure: any Error
    do { return try JSONDecoder().decode(type, from: data) } catch { failure = error }
    // Google Benchmark and Python write NaN and Infinity, which JSON has no words for. Foundation's JSON5 reader knows
    // them, and traps on damaged files.
    if case DecodingError.dataCorrupted = failure, let plain = withoutNonNumbers(data),
      let value = try? JSONDecoder().decode(type, from: plain)
    {
      return value
    }
    let (inner, problem) = describe(failure, in: data, isLine: !place.isEmpty)
    throw .damaged(
      path: path, place: [place, inner].filter { !$0.isEmpty }.joined(separator: ", "), problem: problem)
  }

  /// With `null` for every NaN and Infinity outside strings; nil where there is none.
  static func withoutNonNumbers(_ data: Data) -> Data? {
    let words = ["-NaN", "NaN", "-Infinity", "Infinity"].map { Array($0.utf8) }
    let bytes = Array(data)
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count)
    var (index, isString, hasChanged) = (0, false, false)
    while index < bytes.count {
      let byte = bytes[index]
      if isString, byte == UInt8(ascii: "\\") {
        plain += bytes[index..<min(index + 2, bytes.count)]
        index += 2
        continue
      }
      if byte == UInt8(ascii: "\"") { isString.toggle() }
      let isCandidate =
        !isString && (byte == UInt8(ascii: "-") || byte == UInt8(ascii: "N") || byte == UInt8(ascii: "I"))
      if isCandidate, let word = words.first(where: { bytes[index...].starts(with: $0) }) {
        plain += "null".utf8
        index += word.count
        hasChanged = true
      } else {
        plain.append(byte)
        index += 1
      }
    }
    return hasChanged ? Data(plain) : nil
  }

  private static func describe(
    _ error: any Error, in data: Data, isLine: Bool
  ) -> (place: String, problem: String) {
    switch error {
    case DecodingError.keyNotFound(let key, let context):
      (text(context.codingPath + [key]), "it is missing")
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      (text(context.codingPath), "it is of the wrong kind")
    case DecodingError.dataCorrupted(let context) where context.codingPath.isEmpty: flaw(in: data, isLine: isLine)
    case DecodingError.dataCorrupted(let context): (text(context.codingPath), "it cannot be read as a value")
    default: ("", "it is not what the format says")
    }
  }

  private static func flaw(in data: Data, isLine: Bool) -> (place: String, problem: String) {
    guard let flaw = JSONFlaw(in: data) else { return ("", "it is not JSON") }
    return ((isLine ? "" : "line \(flaw.line), ") + "column \(flaw.column)", "it is not JSON: \(flaw.problem)")
  }

  private static func text(_ path: [any CodingKey]) -> String {
    path.reduce("") { text, key in
      if let index = key.intValue { return "\(text)[\(index)]" }
      return text.isEmpty ? key.stringValue : "\(text).\(key.stringValue)"
    }
  }
}
