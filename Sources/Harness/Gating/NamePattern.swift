/// A name in which `*` stands for any run of characters.
public struct NamePattern: Sendable, Equatable {
  public let text: String

  public init(_ text: String) { self.text = text }

  public var hasWildcard: Bool { text.contains("*") }

  /// Whether the name is meant: without `*` it contains the text, with it the whole name is of this form.
  public func selects(_ name: String) -> Bool { hasWildcard ? matches(name) : name.contains(text) }

  /// Whether the whole name is of this form.
  public func matches(_ name: String) -> Bool {
    let parts = text.split(separator: "*", omittingEmptySubsequences: false)
    guard parts.count > 1, let first = parts.first, let last = parts.last else { return name == text }
    guard name.count >= first.count + last.count, name.hasPrefix(first), name.hasSuffix(last) else { return false }
    var rest = name.dropFirst(first.count).dropLast(last.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let range = rest.firstRange(of: part) else { return false }
      rest = rest[range.upperBound...]
    }
    return true
  }
}
