import Glibc

/// Memory for a fixed number of elements, lent one at a time: taken and given back without a call of the allocator.
///
///     let orders = Pool<OrderRecord>(capacity: 10_000)
///     guard var order = orders.lease(OrderRecord(…)) else { … }   // all 10,000 are out
///     order.value.quantity -= filled
///     // given back at the end of the scope, on an early return and on a throw
///
/// A lease has one owner and gives back exactly once: it cannot be copied, and what uses one that was moved away does not
/// compile. It may be moved to another thread and given back there.
///
/// - Bound: `capacity` elements; the pool never grows. A lease that cannot be had is nil.
/// - Threads: any number may take and give at once, without a lock. Each processor has a free list of its own and goes
///   to those of others only when it is empty, so with 64 processors there are 64 lists on 64 cache lines, and what
///   is shared is only what the program hands over. Elements lie side by side: neighbours that two threads write
///   share a cache line. A thread that takes and gives in a loop does so through a `Share`, without atomic exchanges.
/// - Complexity: O(1) to take and give while the own list has slots; O(processors) when it is empty; no allocation
///   after `init`.
/// - Debug builds fill memory that is given back with `Poison.byte`, and stop the program if it was written to
///   before it is lent again.
/// - Leases may outlive the pool; the last of them gives its memory back.
public final class Pool<Element: BitwiseCopyable & Sendable>: Sendable {
  public let capacity: Int
  // Sound: it lives until the pool and its leases are gone, and any thread may use it.
  @usableFromInline nonisolated(unsafe) let memory: UnsafeMutablePointer<PoolMemory<Element>>

  /// - Parameters:
  ///   - capacity: how many elements can be out at once.
  ///   - shards: how many free lists, a power of two; where not said, as many as the machine has processors.
  /// - Precondition: `1 <= capacity < 2³²`.
  public init(capacity: Int, shards: Int? = nil) {
    precondition(capacity >= 1 && capacity < Int(UInt32.max), "a pool holds at least one element, and fewer than 2³²")
    let processors = min(max(sysconf(Int32(_SC_NPROCESSORS_CONF)), 1), FreeSlots.maximumShards)
    let widest = 1 << (Int.bitWidth - (processors - 1).leadingZeroBitCount)
    self.capacity = capacity
    memory = .allocate(capacity: 1)
    memory.initialize(to: PoolMemory(capacity: capacity, shards: shards ?? widest))
  }

  /// Takes a slot and puts `element` there; nil where all are out.
  ///
  /// Slots that lie idle in the `Share` of a thread are out for all others.
  @inlinable @inline(__always) public func lease(_ element: Element) -> Lease<Element>? {
    let slot = unsafe memory.pointee.free.take()
    return slot == 0 ? nil : Lease(element, memory, slot: slot, share: 0)
  }

  /// How many can be had now; exact only while no other thread takes or gives.
  public var available: Int { unsafe memory.pointee.free.count() }

  deinit {
    if unsafe memory.pointee.retire() { Lease.end(memory) }
  }
}
