/// What bodies are timed by: the system's clocks, or a model of a machine that takes the same time again.
///
/// A program's verdicts can so be tested where nothing else is quiet. What is timed by a model says so in its report.
public protocol Stopwatch: Sendable {
  /// Nil for the system's clocks; else what the reports call the model.
  var modelName: String? { get }
  /// The smallest step, in nanoseconds.
  func resolution() -> UInt64
  /// Nanoseconds since any fixed moment.
  func now() -> UInt64
  /// Ticks that the hypervisor has given to others, ever; 0 where the system does not tell.
  func stolen() -> UInt64
  /// Calls `run(calls)`, or pretends to, and returns how long that took.
  func time(calls: Int, _ run: (Int) -> Void) -> Lap
}

extension Stopwatch {
  public func stolen() -> UInt64 { 0 }
}

/// How long a slice took, in nanoseconds.
public struct Lap: Sendable, Equatable {
  public var wall: UInt64
  /// The thread's processor time: where it falls short of `wall`, the thread waited for the processor.
  public var cpu: UInt64

  public init(wall: UInt64, cpu: UInt64) {
    self.wall = wall
    self.cpu = cpu
  }
}

/// The clocks of the system.
public struct SystemStopwatch: Stopwatch {
  public init() {}
  public var modelName: String? { nil }
  public func resolution() -> UInt64 { Clock.resolution() }
  public func now() -> UInt64 { Clock.wall() }
  public func stolen() -> UInt64 { MachineProbe.steal().map { UInt64($0.stolen) } ?? 0 }

  public func time(calls: Int, _ run: (Int) -> Void) -> Lap {
    // The readings of the CPU clock enclose those of the wall clock: wall beyond CPU is lost time, never an artefact.
    let cpuStart = Clock.threadCPU()
    let start = Clock.wall()
    run(calls)
    let end = Clock.wall()
    return Lap(wall: end - start, cpu: Clock.threadCPU() - cpuStart)
  }
}
