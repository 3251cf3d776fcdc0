/// Where the program's memory is, in bytes, as the allocator sees it at one moment.
///
///     allocated ≤ active ≤ resident;   metadata is part of resident;   retained is not
///
/// Memory that did not come from the allocator (mapped files, stacks, code) is not in it.
public struct AllocatorStatistics: Sendable, Equatable, Codable {
  /// What the program holds, in size classes: a request of 33 bytes counts 48.
  public var allocated: Int
  /// Pages that hold any of it: the difference to `allocated` is lost to fragmentation.
  public var active: Int
  /// Pages of the allocator in physical memory at most: active ones, metadata, and unused ones not yet given back.
  public var resident: Int
  /// Address space kept for later, without physical memory behind it.
  public var retained: Int
  /// The allocator's own book-keeping.
  public var metadata: Int

  public init(allocated: Int, active: Int, resident: Int, retained: Int, metadata: Int) {
    self.allocated = allocated
    self.active = active
    self.resident = resident
    self.retained = retained
    self.metadata = metadata
  }

  /// Reads the statistics of the whole program; nil where the allocator does not count.
  ///
  /// Exact up to what threads hold in caches of their own, which counts as allocated.
  public static func current() -> AllocatorStatistics? {
    guard Allocator.isCounting else { return nil }
    MallocControl.takeSnapshot()
    guard let allocated = MallocControl.read("stats.allocated"), let active = MallocControl.read("stats.active"),
      let resident = MallocControl.read("stats.resident"), let retained = MallocControl.read("stats.retained"),
      let metadata = MallocControl.read("stats.metadata")
    else { return nil }
    return AllocatorStatistics(
      allocated: allocated, active: active, resident: resident, retained: retained, metadata: metadata)
  }
}

/// One arena: the part of the allocator that some of the threads share.
public struct ArenaStatistics: Sendable, Equatable {
  public var index: Int
  /// Threads that allocate from it now.
  public var threads: Int
  /// As in `AllocatorStatistics`, of this arena.
  public var allocated: Int
  public var active: Int
  public var resident: Int
  public var retained: Int
  public var metadata: Int
  /// Requests served since the program began.
  public var requests: Int

  /// Every arena that exists; empty where the allocator does not count.
  public static func current() -> [ArenaStatistics] {
    MallocControl.takeSnapshot()
    guard let count = MallocControl.read("arenas.narenas"), let page = MallocControl.read("arenas.page") else {
      return []
    }
    return (0..<count).compactMap { read($0, page: page) }
  }

  private static func read(_ index: Int, page: Int) -> ArenaStatistics? {
    // An arena that no thread has used yet does not exist and has no numbers.
    func value(_ name: String) -> Int? { MallocControl.read("stats.arenas.\(index).\(name)") }
    func sum(_ names: String...) -> Int? {
      names.reduce(0 as Int?) { sum, name in sum.flatMap { sum in value(name).map { sum + $0 } } }
    }
    guard MallocControl.isTrue("arena.\(index).initialized"), let threads = value("nthreads"),
      let allocated = sum("small.allocated", "large.allocated"), let pages = value("pactive"),
      let resident = value("resident"), let retained = value("retained"), let metadata = sum("base", "internal"),
      let requests = sum("small.nrequests", "large.nrequests")
    else { return nil }
    return ArenaStatistics(
      index: index, threads: threads, allocated: allocated, active: pages * page, resident: resident,
      retained: retained, metadata: metadata, requests: requests)
  }
}
