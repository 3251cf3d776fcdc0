import TickmarkFrames
import TickmarkRisk

/// What `tickmark risk --devices` prints.
enum DeviceText {
  static func lines() throws -> [String] {
    let (days, assets) = (256, 512)
    let returns = Panel<Float>(days: days, assets: assets) {
      Float(SplitMix.unit(seed: 1, $0 * assets + $1) - 0.5) / 25
    }
    let input = try CovarianceInput(returns: returns)
    var workspace = CovarianceWorkspace<Float>(days: days, assets: assets)
    let service = RiskDevices.shared.compute(input, &workspace)
    var lines = ["A covariance of \(days) days × \(assets) assets is computed by \(service.variant)."]
    lines += service.reasons.map { "  \($0)" }
    if let breakEven = RiskDevices.shared.covarianceBreakEven {
      let from = breakEven.assetsFromWhichCovariancePays(days: 1_000)
      lines.append(
        "At 1,000 days the device pays \(from.map { "from \($0) assets on" } ?? "at no size"), transfers included (\(breakEven))."
      )
    }
    lines.append(
      OpenBLAS.failure.map { "OpenBLAS: \($0)." }
        ?? "OpenBLAS: \(OpenBLAS.threads) threads, kernels for \(OpenBLAS.core).")
    return lines
  }
}
