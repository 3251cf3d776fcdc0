/// What returned memory holds in debug builds, so that a stale read is recognised.
public enum Poison {
  /// Every byte: as a Double −3.2e+134, as an Int32 −606,348,325, as an address beyond what a process can have.
  public static let byte: UInt8 = 0xDB

  /// Whether every byte of an element is poison: it was read after it was given back.
  public static func isPoison<Element: BitwiseCopyable>(_ element: Element) -> Bool {
    withUnsafePointer(to: element) { unsafe isIntact($0, bytes: MemoryLayout<Element>.size) }
  }

  @usableFromInline static func fill(_ start: UnsafeMutableRawPointer, bytes: Int) {
    unsafe start.initializeMemory(as: UInt8.self, repeating: byte, count: bytes)
  }

  @usableFromInline static func isIntact(_ start: UnsafeRawPointer, bytes: Int) -> Bool {
    unsafe UnsafeRawBufferPointer(start: start, count: bytes).allSatisfy { $0 == byte }
  }
}
