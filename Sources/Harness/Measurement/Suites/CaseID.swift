/// Which case is meant: `suite/operation/size`.
public struct CaseID: Sendable, Hashable, Codable {
  public let suite: String
  public let operation: String
  public let size: Size

  public init(suite: String, operation: String, size: Size) {
    self.suite = suite
    self.operation = operation
    self.size = size
  }
}

extension CaseID: CustomStringConvertible {
  public var description: String { "\(suite)/\(operation)/\(size)" }
}
