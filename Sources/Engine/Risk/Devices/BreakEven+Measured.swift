import TickmarkFrames

extension BreakEven {
  /// The sizes that are measured, in days and assets.
  private static let (small, large) = ((days: 64, assets: 64), (days: 512, assets: 1_024))

  static func ofCovariance(
    device: Covariance<Float>.Body, host: Covariance<Float>.Body
  ) -> Result<BreakEven, DeviceError> {
    measured { days, assets in
      guard let input = try? CovarianceInput(returns: SelfCheck.returns(days: days, assets: assets)) else { return nil }
      var workspace = CovarianceWorkspace<Float>(days: days, assets: assets)
      return Sample.measured(.covariance(days: days, assets: assets)) {
        device(input, &workspace)
      } host: {
        host(input, &workspace)
      }
    }
  }

  static func ofFactorReturns(
    device: FactorReturns<Float>.Body, host: FactorReturns<Float>.Body, factors: Int
  ) -> Result<BreakEven, DeviceError> {
    measured { days, assets in
      let loadings = Matrix<Float>(rows: factors, columns: assets) { Float($0 + $1) }
      let returns = SelfCheck.returns(days: days, assets: assets)
      guard let input = try? FactorInput(returns: returns, loadings: loadings) else { return nil }
      var workspace = FactorWorkspace<Float>(days: days, assets: assets, factors: factors)
      return Sample.measured(.factorReturns(days: days, assets: assets, factors: factors)) {
        device(input, &workspace)
      } host: {
        host(input, &workspace)
      }
    }
  }

  private static func measured(
    _ sample: (_ days: Int, _ assets: Int) -> Result<Sample, DeviceError>?
  ) -> Result<BreakEven, DeviceError> {
    guard let first = sample(small.days, small.assets), let second = sample(large.days, large.assets) else {
      return .failure(DeviceError(call: "measurement", code: nil, reason: "its inputs are refused"))
    }
    return first.flatMap { first in second.map { BreakEven(small: first, large: $0) } }
  }
}

extension BreakEven.Sample {
  fileprivate static func measured(
    _ work: BreakEven.Work, device: () -> DeviceError?, host: () -> DeviceError?
  ) -> Result<BreakEven.Sample, DeviceError> {
    seconds(device).flatMap { onDevice in
      seconds(host).map { BreakEven.Sample(work: work, deviceSeconds: onDevice, hostSeconds: $0) }
    }
  }

  /// The middle of three calls, after one that pays for what only a first call does.
  private static func seconds(_ call: () -> DeviceError?) -> Result<Double, DeviceError> {
    var times: [Double] = []
    for _ in 0..<4 {
      let start = ContinuousClock.now
      if let error = call() { return .failure(error) }
      let duration = (ContinuousClock.now - start).components
      times.append(Double(duration.seconds) + Double(duration.attoseconds) * 1e-18)
    }
    return .success(times.dropFirst().sorted()[1])
  }
}
