import TickmarkMemory

/// The entries of one shard: a slot each, found by key, linked into the policy's lists.
///
/// Slots are numbered; a table of key digests leads to them (open addressing, linear probing). An entry needs no object
/// beside its value. What a hit reads of a slot lies together in half a cache line, apart from what only changes use. The
/// buffers grow by an eighth and shrink when three quarters lie idle, so what they hold stays in proportion to the
/// entries, and `heldBytes` counts all of it.
struct Entries: ~Copyable, Sendable {
  /// What a hit reads.
  struct Slot: Sendable {
    var key: CacheKey
    var value: CachedObject?
    /// By the steady clock.
    var expires: Int64
  }

  /// What else there is to a slot.
  struct Place: Sendable {
    /// What the policy counts the entry for.
    var weight = 0
    /// What its value counts towards the limit.
    var bytes = 0
    var previous: Int32 = -1
    /// The next slot of a list; of a free slot the next free one.
    var next: Int32 = -1
    /// The list that it is on; 0 for none.
    var queue: UInt8 = 0
    /// Whether the table leads to it.
    var isEntered = false
  }

  /// The list of keys without values.
  static let ghostQueue: UInt8 = 255
  /// A slot's, with its place and its counter.
  static let slotBytes = MemoryLayout<Slot>.stride + MemoryLayout<Place>.stride + 1
  private static let least = 16
  private static let noSlot = Slot(key: CacheKey(high: 0, low: 0), value: nil, expires: 0)

  /// Half of a digest, which says the home of the entry, above the number of its slot, from 1; 0 is empty.
  private var table = LineBuffer<UInt64>(count: 2 * least, repeating: 0)
  var slots = LineBuffer(count: least, repeating: noSlot)
  /// A counter a slot, for policies that count hits: readers add to it, too.
  private(set) var hits = AtomicBytes(count: least)
  var places = LineBuffer(count: least, repeating: Place())
  /// Slots that ever had an entry; those behind them are fresh.
  private var begun = 0
  private var free: Int32 = -1
  /// Slots in use, the ghosts' among them.
  private(set) var used = 0

  /// Of the buffers; asked for more often than they change.
  private(set) var heldBytes = 0

  init() { measure() }

  private mutating func measure() {
    heldBytes = table.heldBytes + slots.heldBytes + places.heldBytes + hits.heldBytes
  }

  /// What one more key would add to `heldBytes` at most.
  var growth: Int {
    guard free < 0 else { return 0 }
    let slots = begun < slots.count ? 0 : Self.rounded(wanted * Self.slotBytes) - slots.count * Self.slotBytes
    return slots + (isTableFull ? Self.rounded(2 * table.count * 8) - table.count * 8 : 0)
  }

  /// What a few blocks of so many bytes together hold at most: the allocator rounds up by a quarter and a line each.
  private static func rounded(_ bytes: Int) -> Int { bytes + bytes / 4 + 4 * 64 }

  private var wanted: Int { begun + max(begun / 8, Self.least) }
  /// For one more slot than there are.
  private var isTableFull: Bool { 4 * (begun + 1) > 3 * table.count }
  /// The slot of a key, a ghost's among them; -1 where there is none.
  @inline(__always) func find(_ key: CacheKey) -> Int32 {
    let mask = table.count - 1
    let half = key.low >> 32
    var place = Int(half) & mask
    while true {
      let entry = table[place]
      if entry == 0 { return -1 }
      if entry >> 32 == half {
        let slot = Int32(truncatingIfNeeded: entry) - 1
        if slots[Int(slot)].key == key { return slot }
      }
      place = (place + 1) & mask
    }
  }

  /// The keys with a value whose slot is such a one.
  func keys(where isSuch: (Slot) -> Bool) -> [CacheKey] {
    var keys: [CacheKey] = []
    for index in 0..<begun where slots[index].value != nil && isSuch(slots[index]) { keys.append(slots[index].key) }
    return keys
  }

  /// A slot for a key that has none.
  mutating func add(_ key: CacheKey) -> Int32 {
    let slot: Int32
    if free >= 0 {
      slot = free
      free = places[Int(slot)].next
    } else {
      if isTableFull { rebuildTable(places: 2 * table.count) }
      if begun == slots.count { resize(to: wanted) }
      slot = Int32(begun)
      begun += 1
    }
    slots[Int(slot)] = Slot(key: key, value: nil, expires: 0)
    places[Int(slot)] = Place(isEntered: true)
    hits[Int(slot)] = 0
    enter(key, slot)
    used += 1
    return slot
  }

  /// Gives a slot back that is on no list.
  mutating func drop(_ slot: Int32) {
    leave(slot)
    slots[Int(slot)].value = nil
    places[Int(slot)] = Place(next: free)
    free = slot
    used -= 1
  }

  var isMostlyIdle: Bool { begun > 4 * Self.least && used < begun / 4 }

  /// Moves the slots in use together and gives back the rest.
  ///
  /// - Returns: the new number of each slot; what links them is renumbered already.
  mutating func shrink() -> [Int32] {
    var numbers = [Int32](repeating: -1, count: begun)
    var next: Int32 = 0
    for index in 0..<begun where places[index].isEntered {
      numbers[index] = next
      next += 1
    }
    // Never to a slot that is still to be read.
    for index in 0..<begun where numbers[index] >= 0 {
      let new = Int(numbers[index])
      var place = places[index]
      if place.previous >= 0 { place.previous = numbers[Int(place.previous)] }
      if place.next >= 0 { place.next = numbers[Int(place.next)] }
      places[new] = place
      hits[new] = hits[index]
      guard new != index else { continue }
      slots[new] = slots[index]
      slots[index].value = nil
    }
    begun = used
    resize(to: max(used, Self.least))
    free = -1
    var size = 2 * Self.least
    while 4 * begun > 3 * size { size *= 2 }
    rebuildTable(places: size)
    return numbers
  }

  private mutating func resize(to count: Int) {
    slots.resize(to: count, repeating: Self.noSlot)
    places.resize(to: count, repeating: Place())
    hits.resize(to: count)
    measure()
  }

  private mutating func rebuildTable(places size: Int) {
    // The old one goes first: both at once would be a burst of memory.
    table = LineBuffer(count: 0, repeating: 0)
    table = LineBuffer(count: size, repeating: 0)
    for slot in 0..<begun where places[slot].isEntered { enter(slots[slot].key, Int32(slot)) }
    measure()
  }

  private mutating func enter(_ key: CacheKey, _ slot: Int32) {
    let mask = table.count - 1
    var place = Int(key.low >> 32) & mask
    while table[place] != 0 { place = (place + 1) & mask }
    table[place] = (key.low >> 32) << 32 | UInt64(slot + 1)
  }

  /// Closes the gap: entries behind it that had to give way move up (D. Knuth, The Art of Computer Programming 3, 6.4, R).
  private mutating func leave(_ slot: Int32) {
    let mask = table.count - 1
    var gap = Int(slots[Int(slot)].key.low >> 32) & mask
    while Int32(truncatingIfNeeded: table[gap]) != slot + 1 { gap = (gap + 1) & mask }
    var place = gap
    while true {
      place = (place + 1) & mask
      let entry = table[place]
      guard entry != 0 else { break }
      let home = Int(entry >> 32) & mask
      if (place - home) & mask >= (place - gap) & mask {
        table[gap] = entry
        gap = place
      }
    }
    table[gap] = 0
  }
}
