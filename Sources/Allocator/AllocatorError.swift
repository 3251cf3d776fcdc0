/// Why the allocator did not do what it was asked.
public enum AllocatorError: Error, Equatable, Sendable {
  /// The build has no jemalloc.
  case notCounting
  /// The installed jemalloc was compiled without its profiler.
  case noProfiler
  /// The program was started without the profiler.
  case notReady
  case cannotWrite(path: String)
  case refused(name: String)
}

extension AllocatorError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notCounting:
      "this build has no jemalloc, so the allocator cannot be asked; build without TICKMARK_ALLOCATOR=system"
    case .noProfiler: "this jemalloc was compiled without its heap profiler; install one built with --enable-prof"
    case .notReady:
      "the heap profiler was not made ready; start the program with MALLOC_CONF=\(HeapProfile.configuration)"
    case .cannotWrite(let path):
      "cannot write the heap profile '\(path)'; check that its folder exists and can be written to"
    case .refused(let name): "the allocator refused '\(name)'; check MALLOC_CONF"
    }
  }
}
