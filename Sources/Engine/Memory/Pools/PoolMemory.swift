public import Synchronization

/// What a pool and its leases share: the elements, the free lists, and the records of its shares.
///
/// It lives until the pool and every lease are gone. Whoever comes last gives it back: a lease that finds the pool gone
/// does not return its slot, but counts it out.
@usableFromInline struct PoolMemory<Element: BitwiseCopyable>: ~Copyable {
  @usableFromInline let elements: UnsafeMutablePointer<Element>
  @usableFromInline let free: FreeSlots
  @usableFromInline let shares: ShareRecords
  private let capacity: Int
  @usableFromInline let isPoolGone = Atomic(false)
  /// Slots that nobody can take any more, once the pool is gone.
  private let countedOut = Atomic(0)

  init(capacity: Int, shards: Int) {
    let (bytes, overflow) = capacity.multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
    precondition(!overflow, "the pool's size in bytes must fit in Int")
    let raw = PageAlignedMemory.allocate(bytes: bytes)
    elements = unsafe raw.bindMemory(to: Element.self, capacity: capacity)
    free = FreeSlots(slots: capacity, shards: shards)
    shares = ShareRecords(count: 2 * shards)
    self.capacity = capacity
    #if DEBUG
      Poison.fill(raw, bytes: bytes)
    #endif
  }

  deinit {
    UnsafeMutableRawPointer(elements).deallocate()
    free.deallocate()
    shares.deallocate()
  }

  /// The pool goes: takes all slots that are not out. Returns whether that was all, and this memory has no user left.
  func retire() -> Bool {
    isPoolGone.store(true, ordering: .sequentiallyConsistent)
    var slots = 0
    while free.take() != 0 { slots += 1 }
    return countOut(slots)
  }

  /// A lease on another thread that saw the pool alive may return its slot to the lists after they were emptied. It is
  /// then never counted out, and the memory stays for good: lost, but never used after it was given back.
  @usableFromInline func countOut(_ slots: Int) -> Bool {
    countedOut.add(slots, ordering: .acquiringAndReleasing).newValue == capacity
  }

  /// The memory of a slot, which are numbered from 1.
  @inlinable @inline(__always) func element(_ slot: UInt32) -> UnsafeMutablePointer<Element> {
    unsafe elements + (Int(slot) - 1)
  }

  /// Takes a slot's memory into use.
  ///
  /// - Precondition: the caller has the slot.
  @inlinable @inline(__always) func fill(_ slot: UInt32, _ element: Element) {
    let place = self.element(slot)
    #if DEBUG
      precondition(
        Poison.isIntact(place, bytes: MemoryLayout<Element>.size),
        "a pool's memory was written to after its lease had given it back")
    #endif
    unsafe place.initialize(to: element)
  }

  /// Gives a slot back: to the share that it came from where that is this thread's, else for all. Returns whether the
  /// pool is gone, the slot was its last, and this memory has no user left.
  @inlinable @inline(__always) func giveBack(_ slot: UInt32, share: UInt32) -> Bool {
    #if DEBUG
      Poison.fill(element(slot), bytes: MemoryLayout<Element>.size)
    #endif
    if isPoolGone.load(ordering: .acquiring) { return countOut(1) }
    if share == 0 || !shares.keep(slot, share) { free.giveBack(slot) }
    return false
  }
}
