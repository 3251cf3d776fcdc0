/// Elements that never change once they are here, shared without copying.
///
/// A column comes from a filled `AlignedBuffer` or from a part of a mapped file; slices share its memory.
public struct Column<Element: BitwiseCopyable & Sendable>: Sendable {
  public let count: Int
  @usableFromInline let offset: Int
  @usableFromInline let storage: SharedMemory

  /// Takes over a buffer's memory without copying it.
  @inlinable public init(_ buffer: consuming AlignedBuffer<Element>) {
    count = buffer.count
    offset = 0
    storage = SharedMemory(owning: UnsafeMutableRawPointer(buffer.release()))
  }

  @inlinable public init(_ elements: some Collection<Element>, placeholder: Element) {
    var buffer = AlignedBuffer<Element>(count: elements.count, repeating: placeholder)
    for (index, element) in elements.enumerated() { buffer[index] = element }
    self.init(buffer)
  }

  /// Reads `count` elements that begin `byteOffset` bytes into a mapped file.
  ///
  /// - Precondition: the range lies within the file and `byteOffset` suits the element's alignment.
  public init(_ file: MappedFile, byteOffset: Int, count: Int) {
    precondition(byteOffset >= 0 && count >= 0, "a column lies within its file")
    precondition(byteOffset % MemoryLayout<Element>.alignment == 0, "a column's offset suits its element")
    precondition(count <= (file.count - byteOffset) / MemoryLayout<Element>.stride, "a column lies within its file")
    self.count = count
    offset = byteOffset / MemoryLayout<Element>.stride
    precondition(byteOffset % MemoryLayout<Element>.stride == 0, "a column begins at a whole element")
    storage = file.memory
  }

  @inlinable init(storage: SharedMemory, offset: Int, count: Int) {
    self.storage = storage
    self.offset = offset
    self.count = count
  }

  /// The elements of `ranges`, one range after the other, in memory of their own.
  ///
  /// - Precondition: every range lies within `column`.
  public init(copying ranges: [Range<Int>], of column: Column) {
    let count = ranges.reduce(0) { $0 + $1.count }
    let raw = PageAlignedMemory.allocate(bytes: max(count, 1) * MemoryLayout<Element>.stride)
    // Sound: the new memory has room for all ranges, and each was checked to lie within the column's.
    unsafe raw.withMemoryRebound(to: Element.self, capacity: max(count, 1)) { start in
      let source = unsafe column.storage.base.assumingMemoryBound(to: Element.self) + column.offset
      var filled = 0
      for range in ranges {
        precondition(range.lowerBound >= 0 && range.upperBound <= column.count, "a range lies within its column")
        unsafe (start + filled).initialize(from: source + range.lowerBound, count: range.count)
        filled += range.count
      }
    }
    self.init(storage: SharedMemory(owning: raw), offset: 0, count: count)
  }

  /// The column's memory as a buffer again, for those who fill, share and fill once more.
  ///
  /// - Returns: nil where somebody else still reads it, where it does not begin with its memory, or where that is a file's. The
  ///   column is gone either way. Of a part at the beginning the buffer has the part's length.
  public static func takeBuffer(of column: inout Column?) -> AlignedBuffer<Element>? {
    guard let (count, offset) = column.map({ ($0.count, $0.offset) }), var storage = column?.storage else { return nil }
    column = nil
    guard offset == 0, isKnownUniquelyReferenced(&storage), let memory = unsafe storage.giveUp() else { return nil }
    return unsafe AlignedBuffer(adopting: memory.assumingMemoryBound(to: Element.self), count: count)
  }

  /// Whether both are the same elements in the same memory, not only equal ones.
  public func isSame(as other: Column) -> Bool {
    storage === other.storage && offset == other.offset && count == other.count
  }

  /// Whether the memory is a mapped file's: the kernel can take its pages back and read them again.
  public var isMapped: Bool { storage.isMapped }

  @inlinable public var span: Span<Element> {
    @_lifetime(borrow self) get {
      // Sound: `storage` keeps the memory alive and nothing writes to it any more; the bounds were checked in `init`.
      let start = unsafe storage.base.assumingMemoryBound(to: Element.self) + offset
      let span = unsafe Span(_unsafeStart: start, count: count)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  @inlinable public subscript(index: Int) -> Element { span[index] }

  /// Where the first element lies; good for as long as this column, a copy or a slice of it is kept.
  ///
  /// For C interfaces that keep an address; everything else borrows `span`.
  public var address: UnsafeRawPointer { unsafe UnsafeRawPointer(storage.base) + offset * MemoryLayout<Element>.stride }

  /// The elements of `range`, in the same memory.
  @inlinable public func slice(_ range: Range<Int>) -> Column {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "a slice lies within its column")
    return Column(storage: storage, offset: offset + range.lowerBound, count: range.count)
  }
}
