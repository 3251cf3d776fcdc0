/// One element of a pool, for as long as this lives.
///
/// It gives back by itself, once, wherever its life ends: on the last line, on an early return, on a throw, or on another
/// thread that it was moved to. `release()` ends it early; using it after that, or after it was moved, does not compile.
@frozen public struct Lease<Element: BitwiseCopyable>: ~Copyable {
  @usableFromInline let memory: UnsafeMutablePointer<PoolMemory<Element>>
  @usableFromInline let slot: UInt32
  /// The share that it came from; 0 for none.
  @usableFromInline let share: UInt32

  @inlinable @inline(__always) init(
    _ element: Element, _ memory: UnsafeMutablePointer<PoolMemory<Element>>, slot: UInt32, share: UInt32
  ) {
    unsafe memory.pointee.fill(slot, element)
    self.memory = memory
    self.slot = slot
    self.share = share
  }

  /// The element, in its place: `lease.value.quantity -= 1` writes one field.
  @inlinable public var value: Element {
    // Sound: the slot is this lease's alone, and its memory lives as long as any lease of the pool.
    get { unsafe memory.pointee.element(slot).pointee }
    _modify { yield &(unsafe memory.pointee.element(slot)).pointee }
  }

  /// Gives back now.
  @inlinable public consuming func release() {}

  @inlinable deinit {
    if unsafe memory.pointee.giveBack(slot, share: share) { Self.end(memory) }
  }

  @usableFromInline @inline(never) static func end(_ memory: UnsafeMutablePointer<PoolMemory<Element>>) {
    memory.deinitialize(count: 1)
    memory.deallocate()
  }
}

// Sound: the lease is the only one that reads or writes its slot, and giving back is safe from any thread.
extension Lease: @unchecked Sendable where Element: Sendable {}
