import Foundation

/// Lists of numbers in the JSON that Optuna writes and reads: what is not finite goes as Python's `json` has it.
enum NotesJSON {
  static func text(_ values: [Double]) -> String { "[" + values.map(text).joined(separator: ", ") + "]" }
  static func text(_ windows: [[Double]]) -> String { "[" + windows.map(text).joined(separator: ", ") + "]" }

  private static func text(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    return value.isInfinite ? (value > 0 ? "Infinity" : "-Infinity") : "\(value)"
  }

  /// Nothing for a text that is no such list.
  static func values(_ text: String) -> [Double] { windows("[\(text)]").first ?? [] }

  static func windows(_ text: String) -> [[Double]] {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    let quoted = text.replacing("-Infinity", with: "~").replacing("Infinity", with: "\"Infinity\"")
      .replacing("~", with: "\"-Infinity\"").replacing("NaN", with: "\"NaN\"")
    return (try? decoder.decode([[Double]].self, from: Data(quoted.utf8))) ?? []
  }
}
