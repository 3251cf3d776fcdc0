import Foundation

/// A JSON document that a test walks through and edits, without the program's own types.
struct JSON {
  private(set) var value: Any

  init(_ data: Data) throws { value = try JSONSerialization.jsonObject(with: data) }
  private init(value: Any) { self.value = value }

  subscript(key: String) -> JSON {
    get { JSON(value: (value as? [String: Any])?[key] ?? NSNull()) }
    set {
      guard var object = value as? [String: Any] else { return }
      object[key] = newValue.value
      value = object
    }
  }

  var list: [JSON] {
    get { (value as? [Any] ?? []).map { JSON(value: $0) } }
    set { value = newValue.map(\.value) }
  }

  var text: String? { value as? String }
  var number: Double? { (value as? NSNumber)?.doubleValue }
  var numbers: [Double] { list.compactMap(\.number) }
  var keys: [String] { (value as? [String: Any])?.keys.sorted() ?? [] }
  var isNull: Bool { value is NSNull }

  mutating func set(_ key: String, _ new: Any) { self[key] = JSON(value: new) }

  func data() throws -> Data { try JSONSerialization.data(withJSONObject: value, options: [.sortedKeys]) }

  /// The row of a run file or comparison: `case` and `variant`.
  func row(_ id: String, _ variant: String, metric: String? = nil) -> JSON {
    let rows = keys.contains("cases") ? self["cases"].list : self["rows"].list
    return rows.first {
      $0["case"].text == id && $0["variant"].text == variant && (metric == nil || $0["metric"].text == metric)
    } ?? JSON(value: NSNull())
  }
}
