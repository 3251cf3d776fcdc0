public import TickmarkFrames
public import TickmarkMemory

/// A string of bytes: an answer as it goes over the wire, a small record.
public final class CachedBytes: Cacheable {
  public let bytes: Column<UInt8>

  public init(_ bytes: Column<UInt8>) { self.bytes = bytes }

  public convenience init(_ bytes: some Collection<UInt8>) { self.init(Column(bytes, placeholder: 0)) }

  public var heldBytes: Int { bytes.heldBytes + HeldMemory.bytes(of: self) }

  public static var storedKind: UInt32? { 1 }

  public func eachStoredPart(_ body: (RawSpan) throws(FrameError) -> Void) throws(FrameError) {
    let bytes = bytes
    let span = bytes.span
    try body(span.bytes)
  }

  /// Copied: a file's page is as large as many of these.
  public static func stored(in file: MappedFile, payload: Range<Int>) -> CachedBytes? {
    CachedBytes(Column(copying: [payload], of: Column(file, byteOffset: 0, count: file.count)))
  }
}
