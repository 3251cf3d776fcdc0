/// Random numbers by counter: the `index`-th number of a stream is a function of the seed and the index alone.
///
///     z = seed + (index + 1) · 0x9E3779B97F4A7C15, then splitmix64's mix (Steele, Lea, Flood 2014)
///     unit = (z >> 11) · 2^-53            in [0, 1)
///
/// Any part of a stream can be made without the part before it, in any language with 64-bit integers.
public enum SplitMix {
  @inlinable @inline(__always) public static func bits(seed: UInt64, _ index: Int) -> UInt64 {
    mix(seed &+ (UInt64(truncatingIfNeeded: index) &+ 1) &* 0x9E37_79B9_7F4A_7C15)
  }

  @inlinable @inline(__always) public static func unit(seed: UInt64, _ index: Int) -> Double {
    // Below 2^53, so the signed conversion, one instruction, is exact.
    Double(Int64(truncatingIfNeeded: bits(seed: seed, index) >> 11)) * 0x1p-53
  }

  @inlinable @inline(__always) public static func mix(_ value: UInt64) -> UInt64 {
    var bits = value
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}
