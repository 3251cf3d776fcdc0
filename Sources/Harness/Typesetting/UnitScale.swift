/// How values of one unit are shown: what they are multiplied by, and what is written behind them.
package struct UnitScale: Equatable {
  package var factor: Double
  /// With the space before it; empty for a number that has no unit.
  package var suffix: String
  /// Whether whole values are written in full, with no fraction.
  package var isCounted = false
}

extension Units {
  /// The scale at which `value` has one to three digits before the point, where its unit allows one.
  package static func scale(of value: Double, unit: String) -> UnitScale {
    if let nanoseconds = nanosecondsPerUnit[unit] { return duration(abs(value), nanoseconds: nanoseconds) }
    switch unit {
    case "B", "byte", "bytes": return bytes(abs(value))
    case "×", "x", "ratio": return UnitScale(factor: 1, suffix: "×")
    case "%": return UnitScale(factor: 1, suffix: " %")
    case "": return prefixed(abs(value), unit: "")
    default:
      guard unit.hasSuffix("/s") || abs(value) >= 1e7 else {
        return UnitScale(factor: 1, suffix: " " + unit, isCounted: true)
      }
      return prefixed(abs(value), unit: unit)
    }
  }

  /// Whether values of the unit are times.
  package static func isDuration(_ unit: String) -> Bool { nanosecondsPerUnit[unit] != nil }

  /// A time in nanoseconds; nil where the unit is no time or the value no number.
  package static func nanoseconds(_ value: Double, unit: String) -> Double? {
    guard value.isFinite, let factor = nanosecondsPerUnit[unit] else { return nil }
    return value * factor
  }

  private static let nanosecondsPerUnit = ["ns": 1.0, "µs": 1e3, "us": 1e3, "ms": 1e6, "s": 1e9, "seconds": 1e9]

  private static func duration(_ value: Double, nanoseconds: Double) -> UnitScale {
    // The bounds leave room for rounding to four digits: 999.96 ns is 1.000 µs, not 1,000.0 ns.
    switch value * nanoseconds {
    case ..<999.95: UnitScale(factor: nanoseconds, suffix: " ns")
    case ..<999.95e3: UnitScale(factor: nanoseconds / 1e3, suffix: " µs")
    case ..<999.95e6: UnitScale(factor: nanoseconds / 1e6, suffix: " ms")
    default: UnitScale(factor: nanoseconds / 1e9, suffix: " s")
    }
  }

  private static func bytes(_ value: Double) -> UnitScale {
    let names = ["KiB", "MiB", "GiB", "TiB"]
    guard value >= 1_023.95 else { return UnitScale(factor: 1, suffix: " B", isCounted: true) }
    var factor = 1.0 / 1_024
    var index = 0
    while value * factor >= 1_023.95, index < names.count - 1 {
      factor /= 1_024
      index += 1
    }
    return UnitScale(factor: factor, suffix: " " + names[index])
  }

  private static func prefixed(_ value: Double, unit: String) -> UnitScale {
    let space = unit.isEmpty ? "" : " "
    switch value {
    case ..<999.95: return UnitScale(factor: 1, suffix: space + unit, isCounted: true)
    case ..<999.95e3: return UnitScale(factor: 1e-3, suffix: " k\(space)\(unit)")
    case ..<999.95e6: return UnitScale(factor: 1e-6, suffix: " M\(space)\(unit)")
    case ..<999.95e9: return UnitScale(factor: 1e-9, suffix: " G\(space)\(unit)")
    default: return UnitScale(factor: 1e-12, suffix: " T\(space)\(unit)")
    }
  }
}
