public import CTickmarkThread
import Glibc
public import Synchronization

/// Values that many threads read at once and now and then one changes, each under a lock of its own.
///
/// A reader writes only to memory of the processor that it runs on: a mark a value. Who changes a value locks it for other changes,
/// says so, and waits until no processor has a mark on it; readers that come meanwhile wait for the lock. So readers do not slow
/// each other down, and a change costs a look at the mark of every processor (R. Liu, H. Zhang, H. Chen, "Scalable read-mostly
/// synchronization using passive reader-writer locks", 2014, describes the family).
///
/// A body must not come back to the same cells.
///
/// - Bound: `count` values and a word for each of them and each processor, all made at once.
@frozen public struct ReadMostlyCells<Value: ~Copyable & Sendable>: ~Copyable, @unchecked Sendable {
  // Sound to send: what the cells hold is reached through `read` and `change` alone.
  @usableFromInline struct Door: ~Copyable {
    @usableFromInline let isChanging = Atomic(false)
    @usableFromInline let lock = Mutex(())
  }

  /// Where everything lies.
  @usableFromInline struct Layout {
    @usableFromInline let count: Int
    /// A door and behind it its value, cell by cell.
    @usableFromInline let cells: UnsafeMutableRawPointer
    /// A row a processor: how many readers a value has now in the lower 16 bits, how many it ever had above.
    @usableFromInline let marks: UnsafeMutableRawPointer
    @usableFromInline let rowBytes: Int
    @usableFromInline let processorMask: UInt32
  }

  // One word, which a read has in a register: a copy of the fields would go through memory at every read.
  @usableFromInline let layout: UnsafeMutablePointer<Layout>

  public var count: Int { @inlinable get { unsafe layout.pointee.count } }

  @usableFromInline static var valueOffset: Int {
    @inlinable @inline(__always) get {
      let alignment = MemoryLayout<Value>.alignment
      return (MemoryLayout<Door>.size + alignment - 1) / alignment * alignment
    }
  }
  @usableFromInline static var stride: Int {
    @inlinable @inline(__always) get { CacheLines.pairs(valueOffset + MemoryLayout<Value>.size) }
  }
  @usableFromInline static var reader: UInt64 { @inlinable get { 1 } }
  @usableFromInline static var counted: UInt64 { @inlinable get { 1 << 16 } }
  private static var readers: UInt64 { counted - 1 }

  /// - Precondition: `count >= 1`.
  public init(count: Int, _ make: (Int) -> Value) {
    precondition(count >= 1, "at least one cell")
    let processors = min(max(sysconf(Int32(_SC_NPROCESSORS_CONF)), 1), FreeSlots.maximumShards)
    let rows = 1 << (Int.bitWidth - (processors - 1).leadingZeroBitCount)
    let rowBytes = CacheLines.pairs(count * 8)
    layout = .allocate(capacity: 1)
    layout.initialize(
      to: Layout(
        count: count, cells: .allocate(byteCount: count * Self.stride, alignment: CacheLines.pair),
        marks: .allocate(byteCount: rows * rowBytes, alignment: CacheLines.pair), rowBytes: rowBytes,
        processorMask: UInt32(rows - 1)))
    for index in 0..<count {
      door(index).initialize(to: Door())
      value(index).initialize(to: make(index))
    }
    for row in 0..<UInt32(rows) {
      for index in 0..<count { mark(row, index).initialize(to: Atomic(0)) }
    }
  }

  /// Lends a value for reading; others may read it at the same time.
  ///
  /// - Parameter isCounted: whether `reads` counts this.
  @inlinable @inline(__always) public func read<Result>(
    _ index: Int, isCounted: Bool = false, _ body: (borrowing Value) -> Result
  ) -> Result {
    precondition(index >= 0 && index < count, "index of a cell")
    let door = door(index)
    let entry = isCounted ? Self.counted + Self.reader : Self.reader
    // The same row to the end, wherever the thread is moved meanwhile.
    let mark = unsafe mark(tickmark_processor() & layout.pointee.processorMask, index)
    // Either this look sees that somebody changes the value, or whoever does sees this mark: both are in one order.
    mark.pointee.wrappingAdd(entry, ordering: .sequentiallyConsistent)
    if unsafe door.pointee.isChanging.load(ordering: .sequentiallyConsistent) {
      mark.pointee.wrappingSubtract(Self.reader, ordering: .releasing)
      return readLocked(index, body)
    }
    let result = unsafe body(value(index).pointee)
    mark.pointee.wrappingSubtract(Self.reader, ordering: .releasing)
    return result
  }

  @usableFromInline @inline(never) func readLocked<Result>(_ index: Int, _ body: (borrowing Value) -> Result) -> Result
  {
    let door = door(index)
    return unsafe door.pointee.lock.withLock { _ in
      _ = unsafe door.pointee.isChanging.load(ordering: .acquiring)
      defer { unsafe door.pointee.isChanging.store(false, ordering: .releasing) }
      return unsafe body(value(index).pointee)
    }
  }

  /// Lends a value for changing; nobody else has it meanwhile.
  @inlinable public func change<Result>(_ index: Int, _ body: (inout Value) -> Result) -> Result {
    precondition(index >= 0 && index < count, "index of a cell")
    let door = door(index)
    return unsafe door.pointee.lock.withLock { _ in
      // The lock orders those who have it one after the other; the thread sanitizer, which does not see that of a lock that had to be
      // waited for in the kernel, sees it of this word: released by whoever had the lock before.
      _ = unsafe door.pointee.isChanging.load(ordering: .acquiring)
      unsafe door.pointee.isChanging.store(true, ordering: .sequentiallyConsistent)
      for row in unsafe 0...layout.pointee.processorMask { waitForReaders(row, index) }
      let result = unsafe body(&value(index).pointee)
      unsafe door.pointee.isChanging.store(false, ordering: .releasing)
      return result
    }
  }

  @usableFromInline func waitForReaders(_ row: UInt32, _ index: Int) {
    var looks = 0
    while mark(row, index).pointee.load(ordering: .sequentiallyConsistent) & Self.readers != 0 {
      looks += 1
      // The reader may not be on a processor.
      if looks > 100 { sched_yield() }
    }
  }

  /// How many counted readers a value has had.
  public func reads(_ index: Int) -> Int {
    unsafe (0...layout.pointee.processorMask).reduce(0) { sum, row in
      sum + Int(mark(row, index).pointee.load(ordering: .relaxed) / Self.counted)
    }
  }

  @inlinable @inline(__always) func door(_ index: Int) -> UnsafeMutablePointer<Door> {
    // Sound: every door was initialised and lives until `deinit`; callers check the index.
    unsafe (layout.pointee.cells + index &* Self.stride).assumingMemoryBound(to: Door.self)
  }

  @inlinable @inline(__always) func value(_ index: Int) -> UnsafeMutablePointer<Value> {
    // Sound: as above.
    unsafe (layout.pointee.cells + index &* Self.stride + Self.valueOffset).assumingMemoryBound(to: Value.self)
  }

  @inlinable @inline(__always) func mark(_ row: UInt32, _ index: Int) -> UnsafeMutablePointer<Atomic<UInt64>> {
    // Sound: as above, and the row is masked.
    unsafe (layout.pointee.marks + Int(row) &* layout.pointee.rowBytes).assumingMemoryBound(to: Atomic<UInt64>.self)
      + index
  }

  deinit {
    for index in 0..<count {
      value(index).deinitialize(count: 1)
      door(index).deinitialize(count: 1)
    }
    unsafe layout.pointee.cells.deallocate()
    // An atomic word needs no taking down.
    unsafe layout.pointee.marks.deallocate()
    layout.deallocate()
  }
}
