import CTickmarkProcessor

/// The vector level of a build; a property of the whole program.
public enum InstructionSet: Int32, Sendable, Comparable {
  case portable = 0
  case haswell = 1
  case skylakeAVX512 = 2

  /// What this program was built for.
  public static var built: InstructionSet { InstructionSet(rawValue: tickmark_built_level()) ?? .portable }
  /// The best that this processor has.
  public static var supported: InstructionSet { InstructionSet(rawValue: tickmark_supported_level()) ?? .portable }

  /// The name that `TICKMARK_CPU` takes.
  public var name: String {
    switch self {
    case .portable: "portable"
    case .haswell: "haswell"
    case .skylakeAVX512: "skylake-avx512"
    }
  }

  public static func < (left: InstructionSet, right: InstructionSet) -> Bool { left.rawValue < right.rawValue }
}
