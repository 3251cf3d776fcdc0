public import CTickmarkVector

/// What a panel may hold: `Float`, the default, or `Double`, to check results to the last digits.
///
/// Kernels accumulate in `Double` whatever the element is.
public protocol PanelElement: SIMDScalar, BinaryFloatingPoint, BitwiseCopyable, Codable, Sendable
where SIMD16Storage: BitwiseCopyable & Sendable {
  static func widen(_ lanes: SIMD16<Self>) -> SIMD16<Double>
  /// Rounds to the nearest element.
  static func narrow(_ lanes: SIMD16<Double>) -> SIMD16<Self>
}

extension Float: PanelElement {
  @inlinable @inline(__always) public static func widen(_ lanes: SIMD16<Float>) -> SIMD16<Double> {
    tickmark_widen16(lanes)
  }
  @inlinable @inline(__always) public static func narrow(_ lanes: SIMD16<Double>) -> SIMD16<Float> {
    tickmark_narrow16(lanes)
  }
}

extension Double: PanelElement {
  @inlinable @inline(__always) public static func widen(_ lanes: SIMD16<Double>) -> SIMD16<Double> { lanes }
  @inlinable @inline(__always) public static func narrow(_ lanes: SIMD16<Double>) -> SIMD16<Double> { lanes }
}
