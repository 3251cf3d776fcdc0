public import TickmarkFrames
public import TickmarkMemory

/// What a cache can hold: an object that never changes and says what it holds.
///
/// What can be stored in files too has a `storedKind`, gives out its bytes and is made of them again.
public protocol Cacheable: AnyObject, Sendable {
  /// Bytes of memory that stay for as long as this value does, as the allocator counts them.
  var heldBytes: Int { get }

  /// A number of the type's own that its files carry; nil where values have no stored form.
  static var storedKind: UInt32? { get }
  /// Calls `body` with the stored form, part after part; the same bytes every time.
  func eachStoredPart(_ body: (RawSpan) throws(FrameError) -> Void) throws(FrameError)
  /// The value whose stored form is the `payload` of a file; nil where that is not of this type's form. The payload begins
  /// at a multiple of 64 bytes; a value that keeps `file` is read from it as it is used.
  static func stored(in file: MappedFile, payload: Range<Int>) -> Self?
}

extension Cacheable {
  public static var storedKind: UInt32? { nil }
  public func eachStoredPart(_ body: (RawSpan) throws(FrameError) -> Void) throws(FrameError) {}
  public static func stored(in file: MappedFile, payload: Range<Int>) -> Self? { nil }
}

/// A value without its type.
typealias CachedObject = any AnyObject & Sendable
