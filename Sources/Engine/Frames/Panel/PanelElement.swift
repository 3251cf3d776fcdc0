public import CTickmarkVector

/// What a panel may hold: `Float`, the default, or `Double`, to check results to the last digits.
///
/// Kernels accumulate in `Double` whatever the element is.
public protocol PanelElement: SIMDScalar, BinaryFloatingPoint, BitwiseCopyable, Codable, Sendable
where SIMD16Storage: BitwiseCopyable & Sendable {
  static func widen(_ lanes: SIMD16<Self>) -> SIMD16<Double>
  /// Rounds to the nearest element.
  static func narrow(_ lanes: SIMD16<Double>) -> SIMD16<Self>

  /// Whether all lanes of two rows have the same bits: two gaps may, 0 and -0 do not.
  static func haveSameBits(_ row: SIMD16<Self>, _ other: SIMD16<Self>) -> Bool
  /// Whether every lane whose `counts` is not 0 lies above 0 and below its limit; a gap does not.
  static func areWithin(_ row: SIMD16<Self>, limits: SIMD16<Self>, where counts: SIMD16<Self>) -> Bool
  /// Lane by lane the larger one; a gap in `row` leaves `best` as it is.
  static func larger(_ row: SIMD16<Self>, _ best: SIMD16<Self>) -> SIMD16<Self>
  /// Lane by lane the smaller one; a gap in `row` leaves `best` as it is.
  static func smaller(_ row: SIMD16<Self>, _ best: SIMD16<Self>) -> SIMD16<Self>
}

extension Float: PanelElement {
  @inlinable @inline(__always) public static func widen(_ lanes: SIMD16<Float>) -> SIMD16<Double> {
    tickmark_widen16(lanes)
  }
  @inlinable @inline(__always) public static func narrow(_ lanes: SIMD16<Double>) -> SIMD16<Float> {
    tickmark_narrow16(lanes)
  }

  @inlinable @inline(__always) public static func haveSameBits(_ row: SIMD16<Float>, _ other: SIMD16<Float>) -> Bool {
    tickmark_same_bits16f(row, other) != 0
  }
  @inlinable @inline(__always) public static func areWithin(
    _ row: SIMD16<Float>, limits: SIMD16<Float>, where counts: SIMD16<Float>
  ) -> Bool {
    tickmark_within16f(row, limits, counts) != 0
  }
  @inlinable @inline(__always) public static func larger(_ row: SIMD16<Float>, _ best: SIMD16<Float>) -> SIMD16<Float> {
    tickmark_larger16f(row, best)
  }
  @inlinable @inline(__always) public static func smaller(_ row: SIMD16<Float>, _ best: SIMD16<Float>) -> SIMD16<Float>
  {
    tickmark_smaller16f(row, best)
  }
}

extension Double: PanelElement {
  @inlinable @inline(__always) public static func widen(_ lanes: SIMD16<Double>) -> SIMD16<Double> { lanes }
  @inlinable @inline(__always) public static func narrow(_ lanes: SIMD16<Double>) -> SIMD16<Double> { lanes }

  @inlinable @inline(__always) public static func haveSameBits(_ row: SIMD16<Double>, _ other: SIMD16<Double>) -> Bool {
    tickmark_same_bits16d(row, other) != 0
  }
  @inlinable @inline(__always) public static func areWithin(
    _ row: SIMD16<Double>, limits: SIMD16<Double>, where counts: SIMD16<Double>
  ) -> Bool {
    tickmark_within16d(row, limits, counts) != 0
  }
  @inlinable @inline(__always) public static func larger(_ row: SIMD16<Double>, _ best: SIMD16<Double>) -> SIMD16<
    Double
  > {
    tickmark_larger16d(row, best)
  }
  @inlinable @inline(__always) public static func smaller(_ row: SIMD16<Double>, _ best: SIMD16<Double>) -> SIMD16<
    Double
  > {
    tickmark_smaller16d(row, best)
  }
}
