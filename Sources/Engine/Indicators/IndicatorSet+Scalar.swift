public import TickmarkAgreement

extension IndicatorSet {
  /// One asset after the other: the reference.
  public static var scalar: Variant<Pass> { Variant("scalar", Pass(kernel: "scalar", workers: 1)) }
}
