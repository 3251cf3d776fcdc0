/// The allocator of this program: jemalloc, which is linked in place of the system's.
///
/// A build with `TICKMARK_ALLOCATOR=system` leaves jemalloc out, for tools that bring their own malloc (the sanitizers).
/// Nothing is counted there: every reading is absent, never zero.
public enum Allocator {
  /// Whether counters and statistics are to be had.
  public static var isCounting: Bool { MallocControl.version != nil }

  /// Name and version, for the fingerprint.
  public static var name: String {
    guard let version = MallocControl.version else { return "system (allocations are not counted)" }
    return "jemalloc \(version.prefix { $0 != "-" })"
  }

  /// Gives all unused pages of all arenas back to the system, those of the calling thread's cache among them.
  ///
  /// The next allocations are slower for it: for pauses between jobs, not for loops.
  ///
  /// - Throws: `.notCounting` without jemalloc.
  public static func purge() throws(AllocatorError) {
    guard isCounting else { throw .notCounting }
    MallocControl.act("thread.tcache.flush")
    // 4096 is jemalloc's name for all arenas.
    guard MallocControl.act("arena.4096.purge") else { throw .refused(name: "arena.4096.purge") }
  }
}
