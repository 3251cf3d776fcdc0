import Synchronization
import TickmarkAgreement

/// Chooses who computes: the device where it pays, then OpenBLAS, then our own kernels, then the reference.
///
/// A variant's first use is preceded by a small self-check against the reference; one that fails it, or whose device
/// returns an error, is not asked again by these devices. Whether a device pays is measured once, at its first use.
///
/// - Bounds: a self-check and a measurement for each variant and operation, a few milliseconds each.
public final class RiskDevices: Sendable {
  public static let shared = RiskDevices(library: CUDALibrary.shared)

  private let covariances: [Variant<Covariance<Float>.Body>]
  private let factorReturns: [Variant<FactorReturns<Float>.Body>]
  private let state = Mutex(State())

  private struct State {
    /// Self-checks that have been made: nil is passed.
    var checks: [String: String?] = [:]
    /// Why a variant is not asked again.
    var refusals: [String: String] = [:]
    var breakEvens: [String: BreakEven] = [:]
  }

  public convenience init(library: Result<CUDALibrary, DeviceError>) {
    self.init(
      covariances: [Covariance.cuda(on: library), Covariance.blas, Covariance.simd, Covariance.scalar],
      factorReturns: [FactorReturns.cuda(on: library), FactorReturns.blas, FactorReturns.simd, FactorReturns.scalar])
  }

  /// With variants of one's own, in the order of preference; the last one is not checked.
  ///
  /// - Parameter breakEvens: those that are known, by operation; others are measured.
  init(
    covariances: [Variant<Covariance<Float>.Body>], factorReturns: [Variant<FactorReturns<Float>.Body>],
    breakEvens: [String: BreakEven] = [:]
  ) {
    (self.covariances, self.factorReturns) = (covariances, factorReturns)
    state.withLock { $0.breakEvens = breakEvens }
  }

  /// Fills the workspace's covariance.
  ///
  /// - Parameter weighsSizes: false asks the device whatever the size.
  public func compute(
    _ input: CovarianceInput<Float>, _ workspace: inout CovarianceWorkspace<Float>, weighsSizes: Bool = true
  ) -> Service {
    let work = BreakEven.Work.covariance(days: input.returns.days, assets: input.returns.assets)
    return serve("covariance", covariances.map(\.name), weighsSizes ? work : nil) { index in
      covariances[index].body(input, &workspace)
    } check: { index in
      SelfCheck.covariance(covariances[index].body)
    } measure: { device, host in
      BreakEven.ofCovariance(device: covariances[device].body, host: covariances[host].body)
    }
  }

  /// Fills the workspace's factor returns.
  public func compute(
    _ input: FactorInput<Float>, _ workspace: inout FactorWorkspace<Float>, weighsSizes: Bool = true
  ) -> Service {
    let work = BreakEven.Work.factorReturns(
      days: input.returns.days, assets: input.returns.assets, factors: input.loadings.rows)
    return serve("factor returns", factorReturns.map(\.name), weighsSizes ? work : nil) { index in
      factorReturns[index].body(input, &workspace)
    } check: { index in
      SelfCheck.factorReturns(factorReturns[index].body)
    } measure: { device, host in
      BreakEven.ofFactorReturns(
        device: factorReturns[device].body, host: factorReturns[host].body, factors: input.loadings.rows)
    }
  }

  /// What was measured of the device for covariances; nil before it was asked for, or where there is no device.
  public var covarianceBreakEven: BreakEven? { state.withLock { $0.breakEvens["covariance"] } }

  private func serve(
    _ operation: String, _ names: [String], _ work: BreakEven.Work?, run: (Int) -> DeviceError?,
    check: (Int) -> String?, measure: (_ device: Int, _ host: Int) -> Result<BreakEven, DeviceError>
  ) -> Service {
    var reasons: [String] = []
    for (index, name) in names.enumerated() {
      let isLast = index == names.count - 1
      let place = "\(operation) \(name)"
      if !isLast, let refusal = refusal(place, { check(index) }) {
        reasons.append("\(name): \(refusal)")
        continue
      }
      if name == "cuda", !isLast, let work {
        // Beside who would compute without the device.
        let host = names.indices.dropLast().first { next in
          next > index && refusal("\(operation) \(names[next])", { check(next) }) == nil
        }
        switch breakEven(operation, { measure(index, host ?? names.count - 1) }) {
        case .failure(let error):
          reasons.append(refuse(name, place, error))
          continue
        case .success(let breakEven) where !breakEven.pays(work):
          reasons.append("\(name): does not pay at this size (\(breakEven))")
          continue
        case .success: break
        }
      }
      guard let error = run(index) else { return Service(variant: name, reasons: reasons) }
      reasons.append(refuse(name, place, error))
    }
    return Service(variant: "none", reasons: reasons)
  }

  /// Remembers that a variant is not to be asked again.
  private func refuse(_ name: String, _ place: String, _ error: DeviceError) -> String {
    state.withLock { $0.refusals[place] = "\(error)" }
    return "\(name): \(error)"
  }

  /// Why a variant is not to be asked; the check is made once.
  private func refusal(_ place: String, _ check: () -> String?) -> String? {
    let known = state.withLock { ($0.refusals[place], $0.checks[place]) }
    if let refusal = known.0 { return refusal }
    guard known.1 == nil else { return nil }
    let result = check()
    state.withLock { state in
      state.checks[place] = .some(result)
      if let result { state.refusals[place] = result }
    }
    return result
  }

  private func breakEven(
    _ operation: String, _ measure: () -> Result<BreakEven, DeviceError>
  ) -> Result<BreakEven, DeviceError> {
    if let known = state.withLock({ $0.breakEvens[operation] }) { return .success(known) }
    let measured = measure()
    if case .success(let breakEven) = measured { state.withLock { $0.breakEvens[operation] = breakEven } }
    return measured
  }
}
