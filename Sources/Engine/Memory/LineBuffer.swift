/// Elements of any type in memory of their own that begins with a cache line, in a number that can change.
///
/// What an array is, with its address and number in here: a look at an element of an array reads the array's header, too,
/// which is a cache line more. And an element whose size divides a line's never lies across two.
///
/// - Complexity: as an array's; `resize` moves the elements.
@frozen public struct LineBuffer<Element>: ~Copyable {
  @usableFromInline var base: UnsafeMutablePointer<Element>
  public private(set) var count: Int

  /// - Precondition: `count >= 0`.
  public init(count: Int, repeating value: Element) {
    precondition(count >= 0, "a buffer holds no negative number of elements")
    self.count = count
    base = Self.allocate(count)
    base.initialize(repeating: value, count: count)
  }

  private static func allocate(_ count: Int) -> UnsafeMutablePointer<Element> {
    UnsafeMutableRawPointer.allocate(
      byteCount: max(count * MemoryLayout<Element>.stride, 1),
      alignment: max(MemoryLayout<Element>.alignment, CacheLines.one)
    ).bindMemory(to: Element.self, capacity: count)
  }

  @inlinable public subscript(index: Int) -> Element {
    @inline(__always) _read {
      precondition(index >= 0 && index < count, "index within the buffer")
      // Sound: every element is initialised, and a borrow of `self` keeps the memory.
      yield unsafe base[index]
    }
    @inline(__always) _modify {
      precondition(index >= 0 && index < count, "index within the buffer")
      yield unsafe &base[index]
    }
  }

  /// Changes the number of elements: the first ones stay, new ones are `value`.
  ///
  /// - Precondition: `count >= 0`.
  public mutating func resize(to count: Int, repeating value: Element) {
    precondition(count >= 0, "a buffer holds no negative number of elements")
    let old = base
    let kept = min(count, self.count)
    base = Self.allocate(count)
    unsafe base.moveInitialize(from: old, count: kept)
    unsafe (base + kept).initialize(repeating: value, count: count - kept)
    unsafe (old + kept).deinitialize(count: self.count - kept)
    old.deallocate()
    self.count = count
  }

  public var heldBytes: Int { HeldMemory.bytes(at: UnsafeMutableRawPointer(base)) }

  deinit {
    base.deinitialize(count: count)
    base.deallocate()
  }
}

// Sound: the buffer is the only owner of its memory, and every write goes through a mutating access.
extension LineBuffer: @unchecked Sendable where Element: Sendable {}
