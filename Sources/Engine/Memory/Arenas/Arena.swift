/// Records that come one after the other and go all at once, as columns: a struct of arrays.
///
///     var orders = Arena<OrderColumns>(capacity: 10_000)
///     let index = orders.append(OrderRecord(…))       // nil: full
///     …                                               // a pass over orders.columns.quantity reads nothing else
///     orders.reset()                                  // the next day's orders take the same memory
///
/// An index is good until the next `reset`; one record alone cannot be given back. One owner: threads take an arena each.
///
/// - Bound: `capacity` records; the arena never grows.
/// - Complexity: O(1) for every operation, `reset` included; no allocation after `init`.
public struct Arena<Columns: RecordColumns & ~Copyable>: ~Copyable {
  public let capacity: Int
  @usableFromInline var used = 0
  public var count: Int { @inlinable get { used } }
  /// The columns, of which the first `count` rows mean something.
  public var columns: Columns

  /// - Precondition: `capacity >= 0`.
  @inlinable public init(capacity: Int) {
    self.capacity = capacity
    columns = Columns(capacity: capacity)
  }

  /// Adds a record and returns its index; nil, with nothing changed, where the arena is full.
  @inlinable public mutating func append(_ record: Columns.Record) -> Int? {
    guard used < capacity else { return nil }
    columns[used] = record
    used += 1
    return used - 1
  }

  /// - Precondition: `0 <= index < count`.
  @inlinable public subscript(index: Int) -> Columns.Record {
    get {
      precondition(index >= 0 && index < used, "index of a record that the arena holds")
      return columns[index]
    }
    set {
      precondition(index >= 0 && index < used, "index of a record that the arena holds")
      columns[index] = newValue
    }
  }

  /// Forgets all records and keeps the memory.
  @inlinable public mutating func reset() { used = 0 }
}
