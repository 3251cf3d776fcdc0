import Glibc

/// The families of units that results are written in: each scales to a size that a reader can hold in mind.
///
/// Durations go from ns to s, bytes by powers of 1,024, rates by powers of 1,000; counts stay whole.
public enum Units {
  /// A value with its unit: `1.234 ms`, `38.15 MiB`, `317 k stocks/s`, `12 allocations`.
  public static func quantity(_ value: Double, unit: String) -> String {
    guard value.isFinite else { return Decimals.absent }
    let scale = scale(of: value, unit: unit)
    let scaled = value * scale.factor
    let isWhole = scale.isCounted && scaled == scaled.rounded()
    let number = isWhole ? Decimals.fixed(scaled, 0, grouped: true) : Decimals.significant(scaled)
    return number + scale.suffix
  }

  /// A value with half the width of its interval, in one unit: `1.234 ± 0.004 ms`.
  ///
  /// A half that would round to nothing is written as less than the last digit shown, never as zero.
  public static func quantity(_ value: Double, half: Double?, unit: String) -> String {
    guard let half, half.isFinite, value.isFinite else { return quantity(value, unit: unit) }
    let parts = parts(value, half: half, unit: unit)
    return "\(parts.number) ± \(parts.half)\(parts.suffix)"
  }

  /// The pieces of `quantity(_:half:unit:)`, for formats that align them in columns of their own.
  package static func parts(_ value: Double, half: Double, unit: String) -> (
    number: String, half: String, suffix: String
  ) {
    let scale = scale(of: value, unit: unit)
    let places = Decimals.places(of: value * scale.factor)
    let number = Decimals.fixed(value * scale.factor, places, grouped: true)
    let halfText = Decimals.fixed(half * scale.factor, places, grouped: true)
    let isHidden = half > 0 && !halfText.contains { $0.isNumber && $0 != "0" }
    let smallest = places == 0 ? "1" : "0." + String(repeating: "0", count: places - 1) + "1"
    return (number, isHidden ? "<\(smallest)" : halfText, scale.suffix)
  }

  /// What a ratio means as a change: `1.102` is `+10.2 %`; from tenfold on it stays a ratio, `×12.3`, and below a tenth
  /// its mirror, `÷12.3`.
  public static func change(_ ratio: Double) -> String {
    guard ratio.isFinite else { return Decimals.absent }
    return isManifold(ratio) ? fold(ratio) : signed(ratio) + " %"
  }

  /// A change with half the width of its interval: `+10.3 ± 0.6 %`.
  public static func change(_ ratio: Double, half interval: [Double]) -> String {
    guard ratio.isFinite, !isManifold(ratio), interval.count == 2, interval.allSatisfy(\.isFinite) else {
      return change(ratio)
    }
    let places = percentPlaces((ratio - 1) * 100)
    return "\(signed(ratio)) ± \(Decimals.fixed(abs(interval[1] - interval[0]) * 50, places)) %"
  }

  /// The interval of a change: `[+9.8, +10.9] %`.
  public static func changeInterval(_ interval: [Double]) -> String {
    guard interval.count == 2, interval.allSatisfy(\.isFinite) else { return "[–]" }
    if interval.contains(where: isManifold), interval.allSatisfy({ $0 > 0 }) {
      return "[\(fold(interval[0])), \(fold(interval[1]))]"
    }
    return "[\(signed(interval[0])), \(signed(interval[1]))] %"
  }

  /// `1.102×`
  public static func ratio(_ ratio: Double) -> String {
    ratio.isFinite ? bare(ratio) + "×" : Decimals.absent
  }

  /// `1.102 [1.098, 1.106]×`
  public static func ratio(_ ratio: Double, interval: [Double]) -> String {
    guard ratio.isFinite, interval.count == 2, interval.allSatisfy(\.isFinite) else { return Self.ratio(ratio) }
    return "\(bare(ratio)) [\(bare(interval[0])), \(bare(interval[1]))]×"
  }

  /// A fraction as per cents: `0.005` is `0.5 %`, `0.0123` is `1.23 %`.
  public static func percent(_ fraction: Double) -> String {
    guard fraction.isFinite else { return Decimals.absent }
    return Decimals.trimmed(fraction * 100, percentPlaces(fraction * 100)) + " %"
  }

  /// A position on an axis, as short as it can be: `10 µs`, `50 k`, `1.26 M`.
  package static func tick(_ value: Double, unit: String) -> String {
    let scale = scale(of: value, unit: unit)
    return Decimals.short(value * scale.factor) + scale.suffix
  }

  /// Whether a change is too large for per cents.
  private static func isManifold(_ ratio: Double) -> Bool { ratio >= 10 || (ratio > 0 && ratio < 0.1) }

  private static func fold(_ ratio: Double) -> String { ratio < 1 ? "÷\(bare(1 / ratio))" : "×\(bare(ratio))" }

  private static func bare(_ ratio: Double) -> String {
    Decimals.fixed(ratio, abs(ratio) < 10 ? 3 : abs(ratio) < 100 ? 2 : 0, grouped: true)
  }

  /// Never zero for what is not: one byte more of forty thousand is `+0.0025`.
  private static func signed(_ ratio: Double) -> String {
    let percent = (ratio - 1) * 100
    // What is left of rounding when a ratio goes through its logarithm.
    guard abs(percent) > 1e-10 else { return Decimals.fixed(0, 2) }
    let places = (percentPlaces(percent)...4).first { abs(percent) * pow(10, Double($0)) >= 0.5 }
    guard let places else { return percent > 0 ? "+<0.0001" : "−<0.0001" }
    // A second digit where the first stands so far behind.
    let text = Decimals.fixed(percent, places > 2 ? min(places + 1, 4) : places, grouped: true)
    return percent > 0 ? "+" + text : text
  }

  private static func percentPlaces(_ percent: Double) -> Int {
    abs(percent) < 1 ? 2 : abs(percent) < 100 ? 1 : 0
  }
}
