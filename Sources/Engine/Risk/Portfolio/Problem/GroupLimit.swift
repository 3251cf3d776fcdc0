/// How much a group of assets may weigh together: a sector, a country.
///
/// Groups may overlap.
public struct GroupLimit: Sendable, Equatable {
  public let name: String
  /// Positions of the assets, each once.
  public let members: [Int]
  public let lower: Double
  public let upper: Double

  public init(name: String, members: [Int], lower: Double, upper: Double) {
    self.name = name
    self.members = members
    self.lower = lower
    self.upper = upper
  }
}
