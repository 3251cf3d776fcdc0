/// A fixed number of cells that several threads write, each on cache lines of its own.
///
/// What a cell holds has to be safe to use by several threads at once: a `Mutex`, an `Atomic`.
///
/// - Bound: `count` cells, made at once; no allocation afterwards.
@frozen public struct SeparateCells<Cell: ~Copyable & Sendable>: ~Copyable, @unchecked Sendable {
  // Sound to send: the addresses never change, and the cells themselves may be shared.
  public let count: Int
  @usableFromInline let base: UnsafeMutableRawPointer
  @usableFromInline let stride: Int

  /// - Precondition: `count >= 1`.
  public init(count: Int, _ make: (Int) -> Cell) {
    precondition(count >= 1, "at least one cell")
    self.count = count
    stride = CacheLines.pairs(MemoryLayout<Cell>.size)
    base = .allocate(byteCount: count * stride, alignment: CacheLines.pair)
    for index in 0..<count {
      unsafe (base + index * stride).bindMemory(to: Cell.self, capacity: 1).initialize(to: make(index))
    }
  }

  /// Lends one cell.
  ///
  /// - Precondition: `0 <= index < count`.
  @inlinable @inline(__always) public func with<Result: ~Copyable, Failure: Error>(
    _ index: Int, _ body: (borrowing Cell) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    precondition(index >= 0 && index < count, "index of a cell")
    // Sound: every cell was initialised and lives until `deinit`.
    return try unsafe body((base + index * stride).assumingMemoryBound(to: Cell.self).pointee)
  }

  public var heldBytes: Int { HeldMemory.bytes(at: base) }

  deinit {
    for index in 0..<count {
      unsafe (base + index * stride).assumingMemoryBound(to: Cell.self).deinitialize(count: 1)
    }
    base.deallocate()
  }
}
