import Foundation
import TickmarkAgreement
import TickmarkFrames
import Testing

@testable import TickmarkRisk

/// The whole path of choosing a device, over a library that stands in for CUDA and returns planted errors.
@Suite(.serialized) struct DeviceTests {
  static let fake = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    .appending(path: "libFakeCUDA.so").path

  /// The calls that are made when the libraries are opened, and those of a computation.
  static let opening = ["cudaGetDeviceCount", "cublasCreate_v2", "cublasSetMathMode"]
  static let ofCovariance = [
    "cudaMalloc", "cudaMemcpy2D", "cublasSgemv_v2", "cublasSger_v2", "cublasSsyrk_v2", "cudaMemcpy", "cudaFree",
  ]
  static let ofFactorReturns = ["cudaMalloc", "cudaMemcpy2D", "cublasSgemm_v2", "cudaMemcpy", "cudaFree"]
  static let codes = [1, 2, 35, 700]

  /// A fault as `FAKE_CUDA_FAIL` has it. Not through the environment: other tests read that, and hand it to their children.
  private static func plant(_ fault: String?, zeros: Bool = false) throws {
    let plant = unsafeBitCast(
      try function("fake_cuda_plant"), to: (@convention(c) (UnsafePointer<CChar>?, Int32) -> Void).self)
    plant(fault, zeros ? 1 : 0)
  }

  private static func function(_ name: String) throws -> UnsafeMutableRawPointer {
    // Stays open: what is planted stays until it is taken back.
    let library = try #require(dlopen(fake, RTLD_NOW), "no \(fake)")
    return try #require(dlsym(library, name))
  }

  private func live() throws -> Int {
    unsafeBitCast(try Self.function("fake_cuda_live_allocations"), to: (@convention(c) () -> Int).self)()
  }

  private func open() -> Result<CUDALibrary, DeviceError> {
    do throws(DeviceError) { return .success(try CUDALibrary(paths: Self.fake)) } catch { return .failure(error) }
  }

  private func covarianceInput() throws -> CovarianceInput<Float> {
    try CovarianceInput(returns: Sample.returns(days: 50, assets: 35), rule: .exponential(halfLife: 20))
  }

  private func serveCovariance(_ devices: RiskDevices) throws -> Service {
    let input = try covarianceInput()
    var workspace = CovarianceWorkspace<Float>(days: 50, assets: 35)
    let service = devices.compute(input, &workspace, weighsSizes: false)
    let truth = try covariance(input.returns.converted(to: Double.self), input.rule)
    #expect(largestError(workspace.covariance.copied(), truth) < 1e-5)
    return service
  }

  private func serveFactorReturns(_ devices: RiskDevices) throws -> Service {
    let loadings = Matrix<Float>(rows: 3, columns: 35) { Float($0 - $1 % 4) }
    let input = try FactorInput<Float>(returns: Sample.returns(days: 50, assets: 35), loadings: loadings)
    var workspace = FactorWorkspace<Float>(days: 50, assets: 35, factors: 3)
    let service = devices.compute(input, &workspace, weighsSizes: false)
    let values = workspace.values(of: input)
    _ = FactorReturns.scalar.body(input, &workspace)
    let comparison = OutputComparison.of(
      values, with: workspace.values(of: input), FactorReturns<Float>.agreement)
    #expect(comparison.first == nil)
    return service
  }

  @Test func `a device that works computes, and nothing of it is left behind`() throws {
    let devices = RiskDevices(library: open())
    #expect(try serveCovariance(devices) == Service(variant: "cuda", reasons: []))
    #expect(try serveFactorReturns(devices) == Service(variant: "cuda", reasons: []))
    #expect(try live() == 0)
  }

  @Test(arguments: Sample.shapes) func `the device agrees with the reference at every shape and far from zero`(
    _ days: Int, _ assets: Int
  ) throws {
    for mean in [0.0005, 1.0] {
      let returns: Panel<Float> = Sample.returns(days: days, assets: assets, mean: mean)
      for rule in CovarianceTests.rules {
        var workspace = CovarianceWorkspace<Float>(days: days, assets: assets)
        #expect(
          Covariance<Float>.cuda(on: open()).body(try CovarianceInput(returns: returns, rule: rule), &workspace) == nil)
        let truth = try covariance(returns.converted(to: Double.self), rule)
        #expect(largestError(workspace.covariance.copied(), truth) < 1e-5, "\(rule) \(mean)")
      }
    }
  }

  @Test(arguments: opening, codes) func `an error at the opening leaves OpenBLAS, and says why`(
    _ call: String, _ code: Int
  ) throws {
    try Self.plant("\(call)=\(code)")
    defer { try? Self.plant(nil) }
    let service = try serveCovariance(RiskDevices(library: open()))
    #expect(service.variant == "blas")
    #expect(service.reasons.count == 1 && service.reasons[0].hasPrefix("cuda: \(call) returned \(code): "))
    #expect(try live() == 0)
  }

  @Test(arguments: ofCovariance, codes) func `an error in a covariance leaves it to OpenBLAS, and says why`(
    _ call: String, _ code: Int
  ) throws {
    let devices = RiskDevices(library: open())
    // Once before the self-check, and once after it was passed.
    for isChecked in [false, true] {
      let these = isChecked ? devices : RiskDevices(library: open())
      if isChecked { #expect(try serveCovariance(these).variant == "cuda") }
      try Self.plant("\(call)=\(code)")
      defer { try? Self.plant(nil) }
      let service = try serveCovariance(these)
      #expect(service.variant == "blas")
      #expect(service.reasons.count == 1 && service.reasons[0].hasPrefix("cuda: \(call) returned \(code): "))
      try Self.plant(nil)
      #expect(try serveCovariance(these) == service, "it is not asked again")
      #expect(try live() == 0)
    }
  }

  @Test(arguments: ofFactorReturns, codes) func `an error in factor returns leaves them to OpenBLAS, and says why`(
    _ call: String, _ code: Int
  ) throws {
    try Self.plant("\(call)=\(code)")
    defer { try? Self.plant(nil) }
    let opened: Result<CUDALibrary, DeviceError> = open()
    let service = try serveFactorReturns(RiskDevices(library: opened))
    #expect(service.variant == "blas")
    #expect(service.reasons.count == 1 && service.reasons[0].hasPrefix("cuda: \(call) returned \(code): "))
    #expect(try live() == 0)
  }

  @Test func `a driver that is missing is told by its code, since the count says nothing`() throws {
    try Self.plant("cudaGetDeviceCount=35")
    defer { try? Self.plant(nil) }
    #expect(
      throws: DeviceError(
        call: "cudaGetDeviceCount", code: 35, reason: "CUDA driver version is insufficient for CUDA runtime version")
    ) { try CUDALibrary(paths: Self.fake) }
  }

  @Test func `a device that gives zeros does not pass its self-check`() throws {
    try Self.plant(nil, zeros: true)
    defer { try? Self.plant(nil) }
    let devices = RiskDevices(library: open())
    for service in [try serveCovariance(devices), try serveFactorReturns(devices)] {
      #expect(service.variant == "blas")
      #expect(service.reasons.count == 1 && service.reasons[0].contains("its self-check disagrees with scalar"))
    }
  }

  @Test(arguments: ["/nowhere/libcudart.so", "/dev/null", ":"]) func `libraries that do not open are named`(
    _ paths: String
  ) throws {
    var reason = ""
    do throws(DeviceError) { _ = try CUDALibrary(paths: paths) } catch { reason = "\(error)" }
    #expect(reason.hasPrefix("dlopen: ") && (paths == ":" || reason.contains(paths)), "\(reason)")
  }

  @Test func `a library without the functions is named by the first that it lacks`() {
    #expect(
      throws: DeviceError(call: "dlsym", code: nil, reason: "none of the libraries has 'cudaGetDeviceCount'")
    ) { try CUDALibrary(paths: "libm.so.6") }
  }

  @Test func `OpenBLAS that is wrong leaves it to our own kernels, and they to the reference`() throws {
    let zeros: Covariance<Float>.Body = { _, _ in nil }
    let all: [Variant<Covariance<Float>.Body>] = [
      Variant("blas", zeros), Variant("simd", Covariance<Float>.simd.body),
      Variant("scalar", Covariance<Float>.scalar.body),
    ]
    #expect(try serveCovariance(RiskDevices(covariances: all, factorReturns: [])).variant == "simd")
    let none = [all[0], Variant("simd", zeros), all[2]]
    let service = try serveCovariance(RiskDevices(covariances: none, factorReturns: []))
    #expect(service.variant == "scalar" && service.reasons.count == 2)
  }

  @Test func `a small covariance stays where no transfer is, and the report says so`() throws {
    // Times are planted: those of a busy machine's would decide by chance.
    let small = BreakEven.Sample(work: .covariance(days: 64, assets: 64), deviceSeconds: 1e-3, hostSeconds: 1e-5)
    let large = BreakEven.Sample(work: .covariance(days: 512, assets: 1_024), deviceSeconds: 2e-3, hostSeconds: 1e-2)
    let devices = RiskDevices(
      covariances: [Covariance.cuda(on: open()), Covariance.blas, Covariance.scalar], factorReturns: [],
      breakEvens: ["covariance": BreakEven(small: small, large: large)])
    var workspace = CovarianceWorkspace<Float>(days: 50, assets: 35)
    let service = devices.compute(try covarianceInput(), &workspace)
    #expect(service.variant == "blas")
    #expect(service.reasons.count == 1 && service.reasons[0].hasPrefix("cuda: does not pay at this size"))
    var wide = CovarianceWorkspace<Float>(days: 300, assets: 700)
    let many = try CovarianceInput<Float>(returns: Sample.returns(days: 300, assets: 700))
    #expect(devices.compute(many, &wide) == Service(variant: "cuda", reasons: []))
    #expect(try live() == 0)
  }

  @Test func `the break-even is measured beside who would compute without the device`() throws {
    let absent: Covariance<Float>.Body = { _, _ in DeviceError(call: "dlopen", code: nil, reason: "not there") }
    let devices = RiskDevices(
      covariances: [Covariance.cuda(on: open()), Variant("blas", absent), Covariance.simd, Covariance.scalar],
      factorReturns: [])
    var workspace = CovarianceWorkspace<Float>(days: 50, assets: 35)
    let service = devices.compute(try covarianceInput(), &workspace)
    #expect(!service.reasons.contains { $0.hasPrefix("cuda: dlopen") }, "\(service)")
    #expect(devices.covarianceBreakEven != nil)
  }

  @Test func `an error while the break-even is measured is an error like any other`() throws {
    let fails: Covariance<Float>.Body = { input, workspace in
      if input.returns.days == 64 { return DeviceError(call: "cudaMalloc", code: 2, reason: "out of memory") }
      return Covariance<Float>.scalar.body(input, &workspace)
    }
    let devices = RiskDevices(
      covariances: [Variant("cuda", fails), Covariance.blas, Covariance.scalar], factorReturns: [])
    var workspace = CovarianceWorkspace<Float>(days: 50, assets: 35)
    let service = devices.compute(try covarianceInput(), &workspace)
    #expect(service == Service(variant: "blas", reasons: ["cuda: cudaMalloc returned 2: out of memory"]))
  }
}
