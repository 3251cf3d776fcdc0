/// What one iteration handles, as criterion's folder has it: `{"Bytes": 64}`, `{"ElementsAndBytes": {"elements": 8, "bytes": 64}}`.
///
/// - Source: criterion.rs, `Throughput`, up to version 0.8.
struct CriterionThroughput: Decodable {
  static let elements = "elements/s"

  /// Criterion's name of it.
  let kind: String
  /// How many of them; 0 of a kind that is not known.
  let count: Double
  /// Of the rate; nil for a kind that is not known.
  let unit: String?

  private static let units = ["Elements": elements, "Bytes": "B/s", "BytesDecimal": "B/s", "Bits": "bits/s"]

  private struct Kind: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  private enum Both: CodingKey { case elements }

  init(from decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: Kind.self)
    guard let key = object.allKeys.first else {
      (kind, count, unit) = ("", 0, nil)
      return
    }
    kind = key.stringValue
    if kind == "ElementsAndBytes" {
      unit = Self.elements
      count = try object.nestedContainer(keyedBy: Both.self, forKey: key).decode(Double.self, forKey: .elements)
    } else {
      unit = Self.units[kind]
      count = unit == nil ? 0 : try object.decode(Double.self, forKey: key)
    }
  }
}
