/// A window for what is new, and behind it a main part that only the more often wanted get into (G. Einziger, R. Friedman,
/// B. Manes, "TinyLFU: a highly efficient cache admission policy", ACM Transactions on Storage 13, 2017).
///
///     window 1 %, by recency;  main: a fifth on probation, four fifths protected, both by recency
///
/// When room is needed the oldest of the window competes with the oldest on probation: whichever was asked for less often
/// lately goes, the newcomer on a tie. A hit on probation protects.
struct WTinyLFU: EvictionPolicy {
  static var name: String { "wtinylfu" }
  private var window = EntryList(queue: 1)
  private var probation = EntryList(queue: 2)
  private var protected = EntryList(queue: 3)
  private var sketch = FrequencySketch()
  /// Until something has to go there is nothing to compete for.
  private var hasEvicted = false

  init(room: Int) {}

  private var held: Int { window.weight + probation.weight + protected.weight }
  private var isWindowOver: Bool { window.count > 1 && 100 * window.weight > held }

  mutating func touch(_ slot: Int32, in entries: inout Entries) {
    sketch.count(entries.slots[Int(slot)].key)
    switch entries.places[Int(slot)].queue {
    case window.queue: window.moveToFront(slot, &entries)
    case protected.queue: protected.moveToFront(slot, &entries)
    default:
      probation.remove(slot, &entries)
      protected.pushFront(slot, &entries)
      while protected.count > 1, 5 * protected.weight > 4 * (protected.weight + probation.weight) {
        Self.move(protected.back, from: &protected, to: &probation, &entries)
      }
    }
  }

  mutating func insert(_ slot: Int32, wasRemembered: Bool, in entries: inout Entries) {
    sketch.count(entries.slots[Int(slot)].key)
    window.pushFront(slot, &entries)
    while !hasEvicted, isWindowOver { Self.move(window.back, from: &window, to: &probation, &entries) }
  }

  mutating func evict(from entries: inout Entries) -> Evicted? {
    hasEvicted = true
    let oldest = probation.back >= 0 ? probation.back : protected.back
    guard isWindowOver || oldest < 0 else { return take(oldest, &entries) }
    let newcomer = window.back
    guard oldest >= 0 else { return take(newcomer, &entries) }
    guard newcomer >= 0, estimate(newcomer, entries) > estimate(oldest, entries) else {
      return take(newcomer, &entries)
    }
    Self.move(newcomer, from: &window, to: &probation, &entries)
    return take(oldest, &entries)
  }

  mutating func remove(_ slot: Int32, from entries: inout Entries) {
    switch entries.places[Int(slot)].queue {
    case window.queue: window.remove(slot, &entries)
    case probation.queue: probation.remove(slot, &entries)
    default: protected.remove(slot, &entries)
    }
  }

  mutating func renumber(_ numbers: [Int32]) {
    window.renumber(numbers)
    probation.renumber(numbers)
    protected.renumber(numbers)
  }

  mutating func grow(entries: Int) { sketch.grow(keys: entries) }

  var heldBytes: Int { sketch.heldBytes }

  private mutating func take(_ slot: Int32, _ entries: inout Entries) -> Evicted? {
    guard slot >= 0 else { return nil }
    remove(slot, from: &entries)
    return Evicted(slot: slot)
  }

  private func estimate(_ slot: Int32, _ entries: borrowing Entries) -> UInt8 {
    sketch.estimate(entries.slots[Int(slot)].key)
  }

  private static func move(
    _ slot: Int32, from: inout EntryList, to: inout EntryList, _ entries: inout Entries
  ) {
    from.remove(slot, &entries)
    to.pushFront(slot, &entries)
  }
}
