import CTickmarkXXHash
import TickmarkMemory

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
    var bytes: [UInt8] = []
    bytes.reserveCapacity(surroundings.bytes.count + 64 * space.dimensions)
    bytes += surroundings.bytes
    for (parameter, value) in zip(space.parameters, point.values) {
      append(text: parameter.name, to: &bytes)
      switch parameter.distribution {
      // A choice is what it says, wherever it stands in the list.
      case .categorical: append(text: "\(parameter.distribution.shown(value))", to: &bytes)
      case .integer, .float: append(bits: (value + 0).bitPattern, to: &bytes)
      }
    }
    let hash = bytes.span.bytes.lend { XXH3_128bits($0, $1) }
    self.init(high: hash.high64, low: hash.low64)
  }
}

extension TrialKey: CustomStringConvertible {
  /// 32 hexadecimal digits.
  public var description: String {
    [high, low].map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  public init?(_ text: some StringProtocol) {
    guard text.utf8.count == 32, let high = UInt64(text.prefix(16), radix: 16),
      let low = UInt64(text.suffix(16), radix: 16)
    else { return nil }
    self.init(high: high, low: low)
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
  fileprivate let bytes: [UInt8]

  public init(scenario: String, dataset: String, codeVersion: String) {
    self.scenario = scenario
    self.dataset = dataset
    self.codeVersion = codeVersion
    var bytes: [UInt8] = []
    for text in [scenario, dataset, codeVersion] { append(text: text, to: &bytes) }
    self.bytes = bytes
  }
}

/// Its length stands before a text, so that two texts cannot run into each other.
private func append(text: String, to bytes: inout [UInt8]) {
  append(bits: UInt64(text.utf8.count), to: &bytes)
  bytes += text.utf8
}

private func append(bits: UInt64, to bytes: inout [UInt8]) {
  for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift))) }
}
