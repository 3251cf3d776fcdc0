public import CTickmarkThread
public import Synchronization

/// Which slots of a pool are free, in stacks that any thread may push to and pop from without a lock.
///
/// There is one stack a shard, on cache lines of its own, and a thread uses the shard of the processor it runs on: two
/// threads meet on one shard only while one has been moved. A slot returns to the shard of whoever gives it back, so the
/// slots follow the work. A stack is Treiber's (R. Treiber, "Systems programming: coping with parallelism", 1986): its
/// head holds the first slot and a count of its changes, compared and exchanged as one word, so that a head that was
/// away and came back is not taken for the same (the count would have to pass 2³² within one attempt).
///
/// Slots are numbered from 1; 0 stands for none.
@usableFromInline struct FreeSlots {
  static let maximumShards = 256

  @usableFromInline let heads: UnsafeMutableRawPointer
  /// The slot below each slot of a stack.
  @usableFromInline let below: UnsafeMutablePointer<Atomic<UInt32>>
  @usableFromInline let shardMask: UInt32
  let slots: Int

  /// All slots free, in equal runs over the shards, so that neighbouring slots begin on the same one.
  init(slots: Int, shards: Int) {
    precondition(shards >= 1 && shards <= Self.maximumShards && shards & (shards - 1) == 0, "a power of two of shards")
    self.slots = slots
    shardMask = UInt32(shards - 1)
    heads = .allocate(byteCount: shards * CacheLines.pair, alignment: CacheLines.pair)
    below = .allocate(capacity: slots + 1)
    for slot in 0...slots { (below + slot).initialize(to: Atomic(0)) }
    for shard in 0..<shards {
      let run = slots * shard / shards..<slots * (shard + 1) / shards
      for slot in run.dropLast() { below[slot + 1].store(UInt32(slot + 2), ordering: .relaxed) }
      let first = run.isEmpty ? 0 : UInt64(run.lowerBound + 1)
      head(UInt32(shard)).initialize(to: Atomic(first))
    }
  }

  /// Gives the lists' own memory back.
  func deallocate() {
    for shard in 0...shardMask { head(shard).deinitialize(count: 1) }
    heads.deallocate()
    below.deinitialize(count: slots + 1)
    below.deallocate()
  }

  /// Takes a free slot: of this processor's shard, else of another one; 0 where at one moment none was free.
  @inlinable @inline(__always) func take() -> UInt32 {
    let slot = pop(tickmark_processor() & shardMask)
    return slot != 0 ? slot : search()
  }

  /// - Precondition: the caller has the slot, and has it no more afterwards.
  @inlinable @inline(__always) func giveBack(_ slot: UInt32) {
    push(slot, tickmark_processor() & shardMask)
  }

  /// How many slots are free; exact only while no other thread takes or gives.
  func count() -> Int {
    (0...shardMask).reduce(0) { count, shard in
      var count = count
      var slot = UInt32(truncatingIfNeeded: head(shard).pointee.load(ordering: .acquiring))
      while slot != 0 {
        count += 1
        slot = below[Int(slot)].load(ordering: .relaxed)
      }
      return count
    }
  }

  /// Looks through every shard; gives up only once nothing changed between two looks, so that at the moment between
  /// them no slot was free.
  @usableFromInline @inline(never) func search() -> UInt32 {
    let home = tickmark_processor()
    var changes: UInt64?
    while true {
      var sum: UInt64 = 0
      for step in 0...shardMask {
        let shard = (home &+ step) & shardMask
        let slot = pop(shard)
        if slot != 0 { return slot }
        sum &+= head(shard).pointee.load(ordering: .acquiring) >> 32
      }
      if sum == changes { return 0 }
      changes = sum
    }
  }

  @inlinable @inline(__always) func pop(_ shard: UInt32) -> UInt32 {
    let head = head(shard)
    var seen = head.pointee.load(ordering: .acquiring)
    while true {
      let slot = UInt32(truncatingIfNeeded: seen)
      if slot == 0 { return 0 }
      // Another thread may take the slot and change this at any time; then the exchange fails.
      let next = UInt64(unsafe below[Int(slot)].load(ordering: .relaxed))
      let (exchanged, now) = head.pointee.weakCompareExchange(
        expected: seen, desired: Self.nextCount(seen) | next, successOrdering: .acquiringAndReleasing,
        failureOrdering: .acquiring)
      if exchanged { return slot }
      seen = now
    }
  }

  @inlinable @inline(__always) func push(_ slot: UInt32, _ shard: UInt32) {
    let head = head(shard)
    var seen = head.pointee.load(ordering: .relaxed)
    while true {
      unsafe below[Int(slot)].store(UInt32(truncatingIfNeeded: seen), ordering: .relaxed)
      let (exchanged, now) = head.pointee.weakCompareExchange(
        expected: seen, desired: Self.nextCount(seen) | UInt64(slot), successOrdering: .releasing,
        failureOrdering: .relaxed)
      if exchanged { return }
      seen = now
    }
  }

  /// The count of changes one further, with no slot.
  @inlinable @inline(__always) static func nextCount(_ head: UInt64) -> UInt64 { (head >> 32 &+ 1) << 32 }

  @inlinable @inline(__always) func head(_ shard: UInt32) -> UnsafeMutablePointer<Atomic<UInt64>> {
    // Sound: `shard` is masked, and every shard's head was initialised.
    unsafe (heads + Int(shard) * CacheLines.pair).assumingMemoryBound(to: Atomic<UInt64>.self)
  }
}
