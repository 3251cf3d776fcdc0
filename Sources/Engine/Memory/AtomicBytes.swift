public import Synchronization

/// Small counters that several threads may add to at once; one that has reached its most is only read.
///
/// Two threads that add at the same moment may count once: good for what need not be exact.
@frozen public struct AtomicBytes: ~Copyable, @unchecked Sendable {
  // Sound to send: the bytes are atomic, and `reserve` is for whoever has them alone.
  @usableFromInline var base: UnsafeMutablePointer<Atomic<UInt8>>
  public private(set) var count: Int

  /// So many counters at 0.
  public init(count: Int) {
    self.count = count
    base = Self.allocate(count, from: nil, 0)
  }

  private static func allocate(
    _ count: Int, from old: UnsafeMutablePointer<Atomic<UInt8>>?, _ oldCount: Int
  ) -> UnsafeMutablePointer<Atomic<UInt8>> {
    let new = UnsafeMutablePointer<Atomic<UInt8>>.allocate(capacity: max(count, 1))
    for index in 0..<count {
      let value = index < oldCount ? unsafe old?[index].load(ordering: .relaxed) : nil
      unsafe (new + index).initialize(to: Atomic(value ?? 0))
    }
    return new
  }

  /// Changes the number of counters; those that stay keep their values.
  public mutating func resize(to count: Int) {
    let old = base
    base = Self.allocate(count, from: old, self.count)
    self.count = count
    old.deallocate()
  }

  @inlinable public subscript(index: Int) -> UInt8 {
    get {
      precondition(index >= 0 && index < count, "index of a counter")
      return unsafe base[index].load(ordering: .relaxed)
    }
    nonmutating set {
      precondition(index >= 0 && index < count, "index of a counter")
      unsafe base[index].store(newValue, ordering: .relaxed)
    }
  }

  @inlinable @inline(__always) public func count(_ index: Int, upTo most: UInt8) {
    let value = self[index]
    if value < most { self[index] = value + 1 }
  }

  public var heldBytes: Int { HeldMemory.bytes(at: UnsafeMutableRawPointer(base)) }

  deinit { base.deallocate() }
}
