/// A number that an indicator is made with.
public struct IndicatorParameter: Sendable, Hashable {
  public let name: String
  public let range: ClosedRange<Double>
  public let isWhole: Bool
  /// What it is where nothing is said.
  public let standard: Double

  /// The longest window: what the scratch of a kernel is ever made for.
  public static let longestPeriod = 100_000

  /// A number of rows.
  static func period(_ standard: Int, named name: String = "period", atLeast least: Int = 1) -> IndicatorParameter {
    IndicatorParameter(
      name: name, range: Double(least)...Double(longestPeriod), isWhole: true, standard: Double(standard))
  }

  /// What a variance takes off its count: 0 of a population, 1 of a sample.
  static let freedom = IndicatorParameter(name: "freedom", range: 0...1, isWhole: true, standard: 0)

  func accepts(_ value: Double) -> Bool {
    range.contains(value) && (!isWhole || value == value.rounded())
  }

  /// Without a fraction where there is none.
  public static func text(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? "\(value)"
  }
}
