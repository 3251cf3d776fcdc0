/// A fixed number of records of one kind, a column for each of their fields.
public protocol RecordColumns: ~Copyable {
  associatedtype Record: BitwiseCopyable

  /// Room for `capacity` records; what they hold is of no meaning until it is set.
  init(capacity: Int)

  /// - Precondition: `0 <= index < capacity`.
  subscript(index: Int) -> Record { get set }
}
