public import CTickmarkThread
public import Synchronization

/// The shares of a pool that threads hold now: each record is written by the thread that owns it and by no other.
///
/// Whoever gives a slot back asks only whether the record is its own. The owner is a thread's identity, set and cleared
/// by that thread itself, so no other thread reads its own identity there, however old what it reads.
@usableFromInline struct ShareRecords {
  @usableFromInline struct Record {
    @usableFromInline var count = 0
    @usableFromInline var limit = 0
    /// The idle slots, `count` of at most `limit`; the memory stays for the record's next share.
    @usableFromInline var idle: UnsafeMutablePointer<UInt32>?
    var room = 0

    init() {}
  }

  @usableFromInline let records: UnsafeMutableRawPointer
  let count: Int

  init(count: Int) {
    self.count = count
    records = .allocate(byteCount: (count + 1) * CacheLines.pair, alignment: CacheLines.pair)
    for number in 0...UInt32(count) {
      record(number).initialize(to: Record())
      owner(number).initialize(to: Atomic(0))
    }
  }

  func deallocate() {
    for number in 0...UInt32(count) {
      record(number).pointee.idle?.deallocate()
      record(number).deinitialize(count: 1)
      owner(number).deinitialize(count: 1)
    }
    records.deallocate()
  }

  /// Makes a record the calling thread's; 0 where all are taken.
  func open(limit: Int) -> UInt32 {
    for number in 1...UInt32(count) {
      let owner = owner(number)
      guard owner.pointee.load(ordering: .relaxed) == 0 else { continue }
      let (isTaken, _) = owner.pointee.compareExchange(
        expected: 0, desired: UInt(tickmark_thread()), ordering: .acquiring)
      guard isTaken else { continue }
      let record = record(number)
      if record.pointee.room < limit {
        record.pointee.idle?.deallocate()
        record.pointee.idle = .allocate(capacity: limit)
        record.pointee.room = limit
      }
      record.pointee.limit = limit
      return number
    }
    return 0
  }

  /// Ends a share of the calling thread; its idle slots become free for all.
  func close(_ number: UInt32, _ free: FreeSlots) {
    let record = record(number)
    while let slot = take(number) { free.giveBack(slot) }
    record.pointee.limit = 0
    owner(number).pointee.store(0, ordering: .releasing)
  }

  /// An idle slot of the calling thread's own share.
  @inlinable @inline(__always) func take(_ number: UInt32) -> UInt32? {
    let record = record(number)
    guard record.pointee.count > 0, let idle = unsafe record.pointee.idle else { return nil }
    record.pointee.count -= 1
    return unsafe idle[record.pointee.count]
  }

  /// Keeps a slot in the share, if that is the calling thread's and has room.
  @inlinable @inline(__always) func keep(_ slot: UInt32, _ number: UInt32) -> Bool {
    guard owner(number).pointee.load(ordering: .relaxed) == UInt(tickmark_thread()) else { return false }
    let record = record(number)
    guard record.pointee.count < record.pointee.limit, let idle = unsafe record.pointee.idle
    else { return false }
    unsafe idle[record.pointee.count] = slot
    record.pointee.count += 1
    return true
  }

  /// The thread that has the share; 0 for none. Apart from the record, which only that thread touches.
  @inlinable @inline(__always) func owner(_ number: UInt32) -> UnsafeMutablePointer<Atomic<UInt>> {
    unsafe (records + Int(number) * CacheLines.pair + CacheLines.pair / 2).assumingMemoryBound(to: Atomic<UInt>.self)
  }

  @inlinable @inline(__always) func record(_ number: UInt32) -> UnsafeMutablePointer<Record> {
    // Sound: numbers come from `open`, and all records were initialised.
    unsafe (records + Int(number) * CacheLines.pair).assumingMemoryBound(to: Record.self)
  }
}
