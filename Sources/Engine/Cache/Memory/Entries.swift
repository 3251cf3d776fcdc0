import TickmarkMemory

/// The entries of one shard: a slot each, found by key, linked into the policy's lists.
///
/// Slots lie in one array and are numbered; a table of key digests leads to them (open addressing, linear probing). An
/// entry needs no object beside its value. The arrays grow by an eighth and shrink when three quarters lie idle, so what
/// they hold stays in proportion to the entries, and `heldBytes` counts their capacity.
struct Entries: ~Copyable, Sendable {
  struct Slot: Sendable {
    var key: CacheKey
    var value: CachedObject?
    /// By the steady clock.
    var expires: Int64
    /// What the policy counts the entry for.
    var weight: Int
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
  static let slotBytes = MemoryLayout<Slot>.stride
  private static let least = 16

  var slots: ContiguousArray<Slot> = []
  /// Half of a digest above the number of a slot, from 1; 0 is empty.
  private var table = ContiguousArray<UInt64>(repeating: 0, count: 2 * least)
  private var free: Int32 = -1
  /// Slots in use, the ghosts' among them.
  private(set) var used = 0

  /// A counter a slot, for policies that count hits: readers add to it, too.
  private(set) var hits: AtomicBytes

  init() {
    slots.reserveCapacity(Self.least)
    hits = AtomicBytes(count: slots.capacity)
  }

  var heldBytes: Int { slots.capacity * Self.slotBytes + table.capacity * 8 + hits.heldBytes }

  /// What one more key would add to `heldBytes` at most.
  var growth: Int {
    guard free < 0 else { return 0 }
    let slots = slots.count < slots.capacity ? 0 : (Self.rounded(wanted) - slots.capacity) * (Self.slotBytes + 2)
    return slots + (isTableFull ? (Self.rounded(2 * table.count) - table.capacity) * 8 : 0)
  }

  /// An array's capacity, where so many elements are asked for: the allocator rounds up by a quarter at most.
  private static func rounded(_ count: Int) -> Int { count + count / 4 + 8 }

  private var wanted: Int { slots.count + max(slots.count / 8, Self.least) }
  /// For one more slot than there are.
  private var isTableFull: Bool { 4 * (slots.count + 1) > 3 * table.count }

  /// The slot of a key, a ghost's among them; -1 where there is none.
  @inline(__always) func find(_ key: CacheKey) -> Int32 {
    let mask = table.count - 1
    var place = Int(truncatingIfNeeded: key.low) & mask
    while true {
      let entry = table[place]
      if entry == 0 { return -1 }
      if entry >> 32 == key.low >> 32 {
        let slot = Int32(truncatingIfNeeded: entry) - 1
        if slots[Int(slot)].key == key { return slot }
      }
      place = (place + 1) & mask
    }
  }

  /// A slot for a key that has none.
  mutating func add(_ key: CacheKey) -> Int32 {
    let slot: Int32
    if free >= 0 {
      slot = free
      free = slots[Int(slot)].next
    } else {
      if isTableFull { rebuildTable(places: 2 * table.count) }
      if slots.count == slots.capacity {
        slots.reserveCapacity(wanted)
        hits.resize(to: slots.capacity)
      }
      slot = Int32(slots.count)
      slots.append(Slot(key: key, value: nil, expires: 0, weight: 0))
    }
    slots[Int(slot)] = Slot(key: key, value: nil, expires: 0, weight: 0, isEntered: true)
    hits[Int(slot)] = 0
    enter(key, slot)
    used += 1
    return slot
  }

  /// Gives a slot back that is on no list.
  mutating func drop(_ slot: Int32) {
    leave(slot)
    slots[Int(slot)].value = nil
    slots[Int(slot)].queue = 0
    slots[Int(slot)].isEntered = false
    slots[Int(slot)].next = free
    free = slot
    used -= 1
  }

  var isMostlyIdle: Bool { slots.count > 4 * Self.least && used < slots.count / 4 }

  /// Moves the slots in use together and gives back the rest.
  ///
  /// - Returns: the new number of each slot; what links them is renumbered already.
  mutating func shrink() -> [Int32] {
    var numbers = [Int32](repeating: -1, count: slots.count)
    var next: Int32 = 0
    for index in slots.indices where slots[index].isEntered {
      numbers[index] = next
      next += 1
    }
    var kept = ContiguousArray<Slot>()
    kept.reserveCapacity(max(used, Self.least))
    for index in slots.indices where slots[index].isEntered {
      var slot = slots[index]
      // Never to a place that is still to be read.
      hits[kept.count] = hits[index]
      if slot.previous >= 0 { slot.previous = numbers[Int(slot.previous)] }
      if slot.next >= 0 { slot.next = numbers[Int(slot.next)] }
      kept.append(slot)
    }
    slots = kept
    hits.resize(to: slots.capacity)
    free = -1
    var places = 2 * Self.least
    while 4 * slots.count > 3 * places { places *= 2 }
    rebuildTable(places: places)
    return numbers
  }

  private mutating func rebuildTable(places: Int) {
    // The old one goes first: both at once would be a burst of memory.
    table = []
    table = ContiguousArray(repeating: 0, count: places)
    for slot in slots.indices where slots[slot].isEntered { enter(slots[slot].key, Int32(slot)) }
  }

  private mutating func enter(_ key: CacheKey, _ slot: Int32) {
    let mask = table.count - 1
    var place = Int(truncatingIfNeeded: key.low) & mask
    while table[place] != 0 { place = (place + 1) & mask }
    table[place] = (key.low >> 32) << 32 | UInt64(slot + 1)
  }

  /// Closes the gap: entries behind it that had to give way move up (D. Knuth, The Art of Computer Programming 3, 6.4, R).
  private mutating func leave(_ slot: Int32) {
    let mask = table.count - 1
    var gap = Int(truncatingIfNeeded: slots[Int(slot)].key.low) & mask
    while Int32(truncatingIfNeeded: table[gap]) != slot + 1 { gap = (gap + 1) & mask }
    var place = gap
    while true {
      place = (place + 1) & mask
      let entry = table[place]
      guard entry != 0 else { break }
      let home = Int(truncatingIfNeeded: slots[Int(Int32(truncatingIfNeeded: entry)) - 1].key.low) & mask
      if (place - home) & mask >= (place - gap) & mask {
        table[gap] = entry
        gap = place
      }
    }
    table[gap] = 0
  }
}
