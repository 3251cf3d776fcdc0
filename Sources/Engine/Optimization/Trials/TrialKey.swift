import TickmarkFrames

/// What makes two trials the same: their parameters, and everything else that their value follows from.
///
/// 128 bits of XXH3 over the scenario, the data, the code and the point. Equal points have equal keys however they were
/// written: whatever the order of the names, 10 and 10.0, 0 and −0, 0.30000000000000004 and the 0.3 of a stepped parameter.
public struct TrialKey: Sendable, Hashable {
  public let high: UInt64
  public let low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  public init(_ point: Point, of space: SearchSpace, in surroundings: TrialSurroundings) {
    var fields = surroundings.fields
    for (parameter, value) in zip(space.parameters, point.values) {
      fields.append(parameter.name)
      switch parameter.distribution {
      // A choice is what it says, wherever it stands in the list.
      case .categorical: fields.append("\(parameter.distribution.shown(value))")
      case .integer, .float: fields.append((value + 0).bitPattern)
      }
    }
    let digest = fields.digest
    self.init(high: digest.high, low: digest.low)
  }
}

extension TrialKey: CustomStringConvertible {
  /// 32 hexadecimal digits.
  public var description: String { ContentDigest(high: high, low: low).description }

  /// From the digits of `description`; nil for everything else.
  public init?(_ text: some StringProtocol) {
    guard let digest = ContentDigest(text) else { return nil }
    self.init(high: digest.high, low: digest.low)
  }
}

/// What a trial's value follows from beside its parameters.
public struct TrialSurroundings: Sendable, Hashable {
  /// Strategy, objectives, constraints and windows, in canonical form.
  public let scenario: String
  /// SHA-256 of the data.
  public let dataset: String
  /// Of the program that computes.
  public let codeVersion: String
  fileprivate let fields: DigestFields

  public init(scenario: String, dataset: String, codeVersion: String) {
    self.scenario = scenario
    self.dataset = dataset
    self.codeVersion = codeVersion
    var fields = DigestFields()
    for text in [scenario, dataset, codeVersion] { fields.append(text) }
    self.fields = fields
  }
}
