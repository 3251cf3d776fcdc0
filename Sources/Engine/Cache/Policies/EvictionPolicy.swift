/// Which entry goes when room is needed.
///
/// A policy owns the order of the entries of one shard: every slot that holds a value is on one of its lists. Shares such as
/// "a tenth" are of the weight that is held now, which is all that there is room for whenever something has to go.
protocol EvictionPolicy: Sendable {
  static var name: String { get }
  /// - Parameter room: about the weight that the shard will hold once it is full.
  init(room: Int)
  /// Whether a hit changes nothing but the entry's counter, so that several threads may hit at once.
  static var countsHits: Bool { get }
  /// An entry was hit. Called where `countsHits` is false.
  mutating func touch(_ slot: Int32, in entries: inout Entries)
  /// An entry was hit, others may be hit at the same time. Called where `countsHits` is true.
  func count(_ slot: Int32, in entries: borrowing Entries)
  /// A slot got a value; it is on no list yet. `wasRemembered`: its key was on the list of ghosts.
  mutating func insert(_ slot: Int32, wasRemembered: Bool, in entries: inout Entries)
  /// Takes the entry that goes off its list; nil where there is none. The caller empties the slot, unless the policy puts
  /// it on `ghosts`.
  mutating func evict(from entries: inout Entries) -> Evicted?
  /// Takes a slot off its list, for other reasons than room.
  mutating func remove(_ slot: Int32, from entries: inout Entries)
  /// A remembered key that is to be forgotten, off its list; nil where the memory of keys is within its bound.
  mutating func forget(in entries: inout Entries) -> Int32?
  /// Slots have other numbers now.
  mutating func renumber(_ numbers: [Int32])
  /// The shard has room for so many entries.
  mutating func grow(entries: Int)
  /// What the policy holds beside its slots.
  var heldBytes: Int { get }
}

extension EvictionPolicy {
  static var countsHits: Bool { false }
  mutating func touch(_ slot: Int32, in entries: inout Entries) {}
  func count(_ slot: Int32, in entries: borrowing Entries) {}
  mutating func forget(in entries: inout Entries) -> Int32? { nil }
  mutating func grow(entries: Int) {}
  var heldBytes: Int { 0 }
}

/// What went, and whether its key is remembered.
struct Evicted {
  let slot: Int32
  var isRemembered = false
}

/// The policies that there are.
public enum CachePolicy: String, Sendable, CaseIterable {
  /// The least recently used goes: the readable reference.
  case lru
  case s3fifo
  case wtinylfu
}
