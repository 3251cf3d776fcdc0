/// The least recently used entry goes.
struct LRU: EvictionPolicy {
  static var name: String { "lru" }
  private var recent = EntryList(queue: 1)

  init(room: Int) {}

  mutating func touch(_ slot: Int32, in entries: inout Entries) { recent.moveToFront(slot, &entries) }

  mutating func insert(_ slot: Int32, wasRemembered: Bool, in entries: inout Entries) {
    recent.pushFront(slot, &entries)
  }

  mutating func evict(from entries: inout Entries) -> Evicted? {
    guard recent.back >= 0 else { return nil }
    let slot = recent.back
    recent.remove(slot, &entries)
    return Evicted(slot: slot)
  }

  mutating func remove(_ slot: Int32, from entries: inout Entries) { recent.remove(slot, &entries) }

  mutating func renumber(_ numbers: [Int32]) { recent.renumber(numbers) }
}
