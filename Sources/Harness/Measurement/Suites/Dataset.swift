/// The data that the run's suites read, named and hashed so that a stale comparison cannot pass.
public struct Dataset: Codable, Sendable, Equatable {
  public var name: String
  public var sha256: String
  public var rows: Int

  public init(name: String, sha256: String, rows: Int) {
    self.name = name
    self.sha256 = sha256
    self.rows = rows
  }
}
