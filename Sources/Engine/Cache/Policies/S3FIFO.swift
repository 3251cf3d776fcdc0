import TickmarkMemory

/// Three queues that are never reordered (J. Yang, Y. Zhang, Z. Qiu, Y. Yue, R. Vinayak, "FIFO queues are all you need for
/// cache eviction", SOSP 2023): a small one for what is new, the main one, and the keys of what left the small one.
///
///     new key             → small;  a key that is remembered → main
///     end of small (10 %) → main if it was hit twice, else it goes and its key is remembered
///     end of main         → back to its front, one hit less, if it was hit; else it goes
///
/// Until something has to go for the first time, what the small queue has no room for is the main one's, as in libCacheSim, whose
/// authors are the paper's: of a loop that never fits, the part that came first stays.
///
/// A hit adds to a counter of two bits and, once that is full, writes nothing.
struct S3FIFO: EvictionPolicy {
  static var name: String { "s3fifo" }
  private var small = EntryList(queue: 1)
  private var main = EntryList(queue: 2)
  private var ghosts = EntryList(queue: Entries.ghostQueue)
  private let room: Int
  private var hasEvicted = false

  init(room: Int) { self.room = room }

  private var held: Int { small.weight + main.weight }

  private static let mostHits: UInt8 = 3
  /// Hits in the small queue that make an entry worth keeping.
  private static let worthKeeping: UInt8 = 2

  static var countsHits: Bool { true }

  func count(_ slot: Int32, in entries: borrowing Entries) { entries.hits.count(Int(slot), upTo: Self.mostHits) }

  mutating func insert(_ slot: Int32, wasRemembered: Bool, in entries: inout Entries) {
    let isFilling = !hasEvicted && small.weight >= room / 10
    if wasRemembered || isFilling { main.pushFront(slot, &entries) } else { small.pushFront(slot, &entries) }
  }

  mutating func evict(from entries: inout Entries) -> Evicted? {
    hasEvicted = true
    // A tenth of what is held is the small queue's.
    if small.back < 0 || main.weight > held - held / 10 { return evictFromMain(&entries) }
    while small.back >= 0 {
      let slot = small.back
      small.remove(slot, &entries)
      if entries.hits[Int(slot)] >= Self.worthKeeping {
        main.pushFront(slot, &entries)
      } else {
        ghosts.pushFront(slot, &entries)
        return Evicted(slot: slot, isRemembered: true)
      }
    }
    return evictFromMain(&entries)
  }

  /// Ends: every turn takes a hit from an entry.
  private mutating func evictFromMain(_ entries: inout Entries) -> Evicted? {
    while main.back >= 0 {
      let slot = main.back
      main.remove(slot, &entries)
      let hits = entries.hits[Int(slot)]
      if hits == 0 { return Evicted(slot: slot) }
      entries.hits[Int(slot)] = hits - 1
      main.pushFront(slot, &entries)
    }
    return nil
  }

  mutating func remove(_ slot: Int32, from entries: inout Entries) {
    switch entries.places[Int(slot)].queue {
    case small.queue: small.remove(slot, &entries)
    case main.queue: main.remove(slot, &entries)
    default: ghosts.remove(slot, &entries)
    }
  }

  /// As much as the main queue holds is remembered.
  mutating func forget(in entries: inout Entries) -> Int32? {
    guard ghosts.back >= 0, ghosts.weight > held - held / 10 else { return nil }
    let slot = ghosts.back
    ghosts.remove(slot, &entries)
    return slot
  }

  mutating func renumber(_ numbers: [Int32]) {
    small.renumber(numbers)
    main.renumber(numbers)
    ghosts.renumber(numbers)
  }
}
