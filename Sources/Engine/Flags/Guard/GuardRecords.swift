/// The roll-backs on record, one a flag at most: the schema `tickmark.guards/1`.
public struct GuardRecords: Sendable, Equatable, Codable {
  public static let schema = "tickmark.guards/1"

  public private(set) var schema = Self.schema
  private var decisions: [String: GuardDecision] = [:]

  public init() {}

  public subscript(key: String) -> GuardDecision? {
    get { decisions[key] }
    set { decisions[key] = newValue }
  }

  public var keys: [String] { decisions.keys.sorted() }
}
