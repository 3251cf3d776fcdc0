public import TickmarkAgreement

extension IndicatorSet {
  /// Sixteen assets side by side, on the calling thread.
  public static var simd: Variant<Pass> { Variant("simd", Pass(kernel: "simd", workers: 1)) }
}
