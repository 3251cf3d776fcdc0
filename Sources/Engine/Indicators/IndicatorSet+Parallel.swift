public import TickmarkAgreement

extension IndicatorSet {
  /// Sixteen assets side by side, the tiles shared between all processors.
  public static var parallel: Variant<Pass> { Variant("parallel", Pass(kernel: "simd", workers: .max)) }
}
