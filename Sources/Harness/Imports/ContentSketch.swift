import Foundation

/// What a file looks like from afar: enough to tell one tool's from another's.
struct ContentSketch {
  let isFolder: Bool
  /// Nil for what is no JSON document.
  let shape: JSONShape?
  /// The keys of the first line where that is a JSON object of its own.
  let firstLineKeys: Set<String>
  /// The first kilobytes as text.
  let head: String
  /// Why what begins like JSON is none.
  let flaw: ImportError?

  init(_ source: ImportSource) {
    isFolder = source.isFolder
    head = String(decoding: source.data.prefix(64 << 10), as: UTF8.self)
    let first = source.data.first { !" \t\r\n".utf8.contains($0) }
    guard !source.isFolder, first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
      (shape, firstLineKeys, flaw) = (nil, [], nil)
      return
    }
    let line = source.data.prefix { $0 != UInt8(ascii: "\n") }
    do {
      shape = try JSONText.decode(JSONShape.self, from: source.data, path: source.path)
      (firstLineKeys, flaw) = ([], nil)
    } catch {
      shape = nil
      firstLineKeys = (try? JSONText.decode(JSONShape.self, from: line, path: source.path).keys) ?? []
      flaw = error
    }
  }

  /// Whether the document is an object with all these keys, and an array in it begins with an object with those.
  func hasKeys(_ keys: Set<String>, in list: String? = nil, with inner: Set<String> = []) -> Bool {
    guard let shape, !shape.isList, shape.keys.isSuperset(of: keys) else { return false }
    return list.map { shape.inner[$0, default: []].isSuperset(of: inner) } ?? true
  }
}

/// The keys of a JSON document's top, and of the first object in the arrays and objects below it.
struct JSONShape: Decodable {
  let isList: Bool
  /// Of the object; or of the first object of the list.
  let keys: Set<String>
  let inner: [String: Set<String>]

  private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    if var list = try? decoder.unkeyedContainer() {
      isList = true
      keys = Self.keys(try? list.nestedContainer(keyedBy: AnyKey.self))
      inner = [:]
      return
    }
    let object = try decoder.container(keyedBy: AnyKey.self)
    isList = false
    keys = Self.keys(object)
    var inner: [String: Set<String>] = [:]
    for key in object.allKeys {
      if var list = try? object.nestedUnkeyedContainer(forKey: key) {
        inner[key.stringValue] = Self.keys(try? list.nestedContainer(keyedBy: AnyKey.self))
      } else if let below = try? object.nestedContainer(keyedBy: AnyKey.self, forKey: key) {
        inner[key.stringValue] = Self.keys(below)
      }
    }
    self.inner = inner
  }

  private static func keys(_ container: KeyedDecodingContainer<AnyKey>?) -> Set<String> {
    Set((container?.allKeys ?? []).map(\.stringValue))
  }
}
