/// What an indicator reads of a bar.
public struct BarFields: OptionSet, Sendable, Hashable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let closes = BarFields(rawValue: 1)
  public static let highs = BarFields(rawValue: 2)
  public static let lows = BarFields(rawValue: 4)
  public static let volumes = BarFields(rawValue: 8)
  /// The level of an index on the same day.
  public static let index = BarFields(rawValue: 16)
}

extension BarFields: CustomStringConvertible {
  public var description: String {
    let names: [(BarFields, String)] = [
      (.closes, "closes"), (.highs, "highs"), (.lows, "lows"), (.volumes, "volumes"), (.index, "an index"),
    ]
    return names.filter { contains($0.0) }.map(\.1).joined(separator: ", ")
  }
}
