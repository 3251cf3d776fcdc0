import TickmarkAgreement
import TickmarkFrames

extension IndicatorSet {
  /// The kernel of `simd`, tile by tile on every processor.
  func parallel<Element: PanelElement>(_ kernels: [Variant<TileBody<Element>>]) -> Variant<SetPass<Element>> {
    guard let simd = kernels.named("simd") else { preconditionFailure("every set has a kernel 'simd'") }
    return Variant("parallel", SetPass(kernel: simd.body, workers: .max))
  }
}
