/// A list of slots, linked through the slots themselves: no memory of its own, O(1) for every operation.
///
/// The front is where entries come in, the back is where they go.
struct EntryList: Sendable {
  private(set) var front: Int32 = -1
  private(set) var back: Int32 = -1
  private(set) var count = 0
  /// Of all slots together.
  private(set) var weight = 0
  /// What a slot on this list has as its `queue`.
  let queue: UInt8

  init(queue: UInt8) { self.queue = queue }

  mutating func pushFront(_ slot: Int32, _ entries: inout Entries) {
    entries.places[Int(slot)].queue = queue
    entries.places[Int(slot)].previous = -1
    entries.places[Int(slot)].next = front
    if front >= 0 { entries.places[Int(front)].previous = slot } else { back = slot }
    front = slot
    count += 1
    weight += entries.places[Int(slot)].weight
  }

  mutating func remove(_ slot: Int32, _ entries: inout Entries) {
    let (previous, next) = (entries.places[Int(slot)].previous, entries.places[Int(slot)].next)
    if previous >= 0 { entries.places[Int(previous)].next = next } else { front = next }
    if next >= 0 { entries.places[Int(next)].previous = previous } else { back = previous }
    entries.places[Int(slot)].queue = 0
    count -= 1
    weight -= entries.places[Int(slot)].weight
  }

  mutating func moveToFront(_ slot: Int32, _ entries: inout Entries) {
    if slot == front { return }
    remove(slot, &entries)
    pushFront(slot, &entries)
  }

  mutating func renumber(_ numbers: [Int32]) {
    if front >= 0 { front = numbers[Int(front)] }
    if back >= 0 { back = numbers[Int(back)] }
  }
}
