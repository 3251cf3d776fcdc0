extension Covariance {
  /// Fills the workspace's covariance by OpenBLAS, or where that is not there by our own kernels; in any precision.
  public static func onHost(
    _ input: CovarianceInput<Element>, _ workspace: inout CovarianceWorkspace<Element>
  ) -> Service {
    var reasons: [String] = []
    for variant in [blas, simd] {
      guard let error = variant.body(input, &workspace) else {
        return Service(variant: variant.name, reasons: reasons)
      }
      reasons.append("\(variant.name): \(error)")
    }
    _ = scalar.body(input, &workspace)
    return Service(variant: scalar.name, reasons: reasons)
  }
}
