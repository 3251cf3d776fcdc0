/// Which call stacks hold memory: jemalloc's sampling heap profiler.
///
/// It has to be compiled in, and made ready when the program starts: `MALLOC_CONF=prof:true,prof_active:false`. Then it
/// can be switched on and off, and what it saw written to a file for `jeprof`. Sampling costs next to nothing (one stack
/// for every 512 KiB on average).
public enum HeapProfile {
  /// What `MALLOC_CONF` must hold, so that the profiler is ready and not yet on.
  public static let configuration = "prof:true,prof_active:false"

  /// Whether allocations are being sampled now.
  public static var isOn: Bool { MallocControl.isTrue("prof.active") }

  /// Switches sampling on or off for the whole program.
  ///
  /// - Throws: `.notCounting` without jemalloc, `.noProfiler` where its build has none, `.notReady` where the program was
  ///   started without `MALLOC_CONF`.
  public static func switchOn(_ isOn: Bool = true) throws(AllocatorError) {
    try requireReady()
    guard MallocControl.set("prof.active", isOn) else { throw .refused(name: "prof.active") }
  }

  /// Writes what was sampled of the memory that is in use now.
  ///
  /// - Throws: as `switchOn`, and `.cannotWrite` where the file cannot be written.
  public static func write(to path: String) throws(AllocatorError) {
    try requireReady()
    guard MallocControl.set("prof.dump", path) else { throw .cannotWrite(path: path) }
  }

  /// Forgets what was sampled, and takes a stack for every so many bytes on average from now on.
  ///
  /// - Parameter logPeriod: the base-2 logarithm of the bytes; at 0 every allocation is taken.
  /// - Throws: as `switchOn`.
  /// - Precondition: `0 ≤ logPeriod < 64`.
  public static func restart(logPeriod: Int) throws(AllocatorError) {
    precondition((0..<64).contains(logPeriod), "a period is a power of two of bytes")
    try requireReady()
    guard MallocControl.set("prof.reset", logPeriod) else { throw .refused(name: "prof.reset") }
  }

  private static func requireReady() throws(AllocatorError) {
    guard Allocator.isCounting else { throw .notCounting }
    guard MallocControl.isTrue("config.prof") else { throw .noProfiler }
    guard MallocControl.isTrue("opt.prof") else { throw .notReady }
  }
}
