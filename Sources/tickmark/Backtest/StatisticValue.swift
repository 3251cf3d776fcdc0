/// A number, or the name of one that JSON lacks: null for NaN, "Infinity" for the reward of trades without a loss.
struct StatisticValue: Encodable {
  let value: Double

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if value.isNaN {
      try container.encodeNil()
    } else if value.isInfinite {
      try container.encode(value > 0 ? "Infinity" : "-Infinity")
    } else {
      try container.encode(value)
    }
  }

  /// As a CSV field; nothing for NaN.
  static func text(_ value: Double) -> String {
    value.isNaN ? "" : value.isInfinite ? (value > 0 ? "Infinity" : "-Infinity") : "\(value)"
  }

  static func table(_ statistics: [(name: String, value: Double)]) -> String {
    "statistic,value\n" + statistics.map { "\($0.name),\(text($0.value))\n" }.joined()
  }

  static func document(_ statistics: [(name: String, value: Double)]) -> [String: StatisticValue] {
    Dictionary(uniqueKeysWithValues: statistics.map { ($0.name, StatisticValue(value: $0.value)) })
  }

  /// Why a statistic is null.
  static func undefined(_ statistics: [(name: String, value: Double)], because reason: String) -> [String: String] {
    Dictionary(uniqueKeysWithValues: statistics.filter { $0.value.isNaN }.map { ($0.name, reason) })
  }
}
