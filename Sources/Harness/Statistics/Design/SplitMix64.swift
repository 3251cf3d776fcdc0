/// A small seeded random source: the same seed gives the same sequence on every machine.
///
///     state += 0x9E3779B97F4A7C15;   z = mix(mix(state ⊕ state ≫ 30) …)
///
/// For shuffling rounds and for simulations; not for secrets.
///
/// - Period: 2⁶⁴; every 64-bit value appears once in it.
/// - Complexity: O(1), no allocation.
/// - Source: G. Steele, D. Lea and C. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number in `0..<1`, a multiple of 2⁻⁵³.
  public mutating func nextUnit() -> Double { Double(next() >> 11) * 0x1p-53 }
}
