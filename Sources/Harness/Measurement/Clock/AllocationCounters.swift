import CTickmarkJemalloc

/// Exact counters of the allocator, jemalloc, which is linked in place of the system's.
public enum AllocationCounters {
  /// What one call of a body does to the heap. Counts are of this process, bytes of the calling thread.
  public struct Record: Sendable, Equatable, Codable {
    public var allocations: Int
    public var allocatedBytes: Int
    public var peakBytes: Int
  }

  /// Runs `body` once between readings.
  ///
  /// Counts exist per arena and become exact once the thread's cache is flushed; the flushes are outside the body.
  /// Other threads that allocate meanwhile are counted too.
  public static func record(_ body: () -> Void) -> Record {
    flush()
    let allocations = requests()
    let bytes = value("thread.allocated")
    control("thread.peak.reset")
    body()
    let peak = value("thread.peak.read")
    let allocated = value("thread.allocated") - bytes
    flush()
    return Record(allocations: requests() - allocations, allocatedBytes: allocated, peakBytes: peak)
  }

  /// Name and version, for the fingerprint.
  public static var allocator: String {
    var version: UnsafePointer<CChar>?
    var size = MemoryLayout<UnsafePointer<CChar>?>.size
    guard mallctl("version", &version, &size, nil, 0) == 0, let version = unsafe version else { return "unknown" }
    let text = String(cString: version)
    return "jemalloc \(text.prefix { $0 != "-" })"
  }

  private static func flush() {
    control("thread.tcache.flush")
    // Statistics are a snapshot; writing the epoch takes a new one.
    var epoch: UInt64 = 1
    let name: StaticString = "epoch"
    _ = name.withUTF8Buffer { unsafe mallctl(text($0), nil, nil, &epoch, MemoryLayout<UInt64>.size) }
  }

  /// Requests served so far by all arenas (4096 is jemalloc's name for "all of them").
  private static func requests() -> Int {
    value("stats.arenas.4096.small.nrequests") + value("stats.arenas.4096.large.nrequests")
  }

  // Names are static: a String handed to C may be copied to the heap, and would be counted.
  private static func value(_ name: StaticString) -> Int {
    var value: UInt64 = 0
    var size = MemoryLayout<UInt64>.size
    let code = name.withUTF8Buffer { unsafe mallctl(text($0), &value, &size, nil, 0) }
    precondition(code == 0, "jemalloc knows the counter")
    return Int(value)
  }

  private static func control(_ name: StaticString) {
    _ = name.withUTF8Buffer { unsafe mallctl(text($0), nil, nil, nil, 0) }
  }

  /// Sound: a static string ends in a zero byte and lives as long as the program.
  private static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafePointer<CChar>? {
    unsafe UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
  }
}
