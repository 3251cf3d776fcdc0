/// The symbols of a stream and their numbers.
struct SymbolDirectory: Sendable {
  let names: [String]
  private let codes: [String: Int32]

  init(_ names: [String]) {
    self.names = names
    codes = Dictionary(zip(names, Int32(0)...), uniquingKeysWith: { first, _ in first })
  }

  func code(_ name: String) -> Int32? { codes[name] }
}
