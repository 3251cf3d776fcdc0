/// What a number's machine was, and how it was set up: without it a time means nothing.
public struct MachineFingerprint: Codable, Sendable, Equatable {
  /// The name under which baselines are stored: processor and number of cores, such as `amd-epyc-2c`.
  public var `class`: String
  public var cpu: String
  public var cores: Int
  public var memoryBytes: Int
  public var kernel: String
  /// Frequency governor, or "unknown" where the system does not tell.
  public var governor: String
  public var allocator: String
  /// The level that the program was built for: `portable`, `haswell`, `skylake-avx512`.
  public var instructionSet: String
  public var toolchain: String
  /// Load average over one minute, before and after the run.
  public var loadBefore: Double
  public var loadAfter: Double
  /// Share of processor time that the hypervisor gave to others during the run; absent where unknown.
  public var stealFraction: Double?

  public init(
    class: String, cpu: String, cores: Int, memoryBytes: Int, kernel: String, governor: String, allocator: String,
    instructionSet: String, toolchain: String, loadBefore: Double, loadAfter: Double, stealFraction: Double?
  ) {
    self.class = `class`
    self.cpu = cpu
    self.cores = cores
    self.memoryBytes = memoryBytes
    self.kernel = kernel
    self.governor = governor
    self.allocator = allocator
    self.instructionSet = instructionSet
    self.toolchain = toolchain
    self.loadBefore = loadBefore
    self.loadAfter = loadAfter
    self.stealFraction = stealFraction
  }
}
