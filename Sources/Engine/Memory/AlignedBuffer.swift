/// A fixed number of elements in memory of its own, aligned to a cache line, or to a huge page where it fills one.
///
/// One owner, given back by `deinit`. Borrow it with `span`, fill it through `mutableSpan`; share it, read-only, by
/// moving it into a `Column`.
///
/// - Complexity: one allocation in `init`, none afterwards.
@frozen public struct AlignedBuffer<Element: BitwiseCopyable>: ~Copyable {
  public let count: Int
  @usableFromInline let base: UnsafeMutablePointer<Element>

  /// Allocates `count` elements, each set to `value`.
  ///
  /// - Precondition: `count >= 0` and the size in bytes fits in `Int`.
  @inlinable public init(count: Int, repeating value: Element) {
    precondition(count >= 0, "a buffer holds no negative number of elements")
    let (bytes, overflow) = count.multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
    precondition(!overflow, "the buffer's size in bytes must fit in Int")
    // At least one element, so that an empty buffer still has an address to give back.
    let raw = PageAlignedMemory.allocate(bytes: max(bytes, MemoryLayout<Element>.stride))
    self.count = count
    base = raw.bindMemory(to: Element.self, capacity: count)
    base.initialize(repeating: value, count: count)
  }

  /// Takes over memory that another buffer released.
  @inlinable init(adopting base: UnsafeMutablePointer<Element>, count: Int) {
    self.base = base
    self.count = count
  }

  @inlinable public var span: Span<Element> {
    @_lifetime(borrow self) get {
      // Sound: the memory lives until `deinit`, and the span cannot outlive this borrow.
      let span = unsafe Span(_unsafeStart: base, count: count)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  @inlinable public var mutableSpan: MutableSpan<Element> {
    @_lifetime(&self) mutating get {
      // Sound: `mutating` makes this the only access for as long as the span lives.
      let span = unsafe MutableSpan(_unsafeStart: base, count: count)
      return unsafe _overrideLifetime(span, mutating: &self)
    }
  }

  @inlinable public subscript(index: Int) -> Element {
    get {
      precondition(index >= 0 && index < count, "index within the buffer")
      return unsafe base[index]
    }
    set {
      precondition(index >= 0 && index < count, "index within the buffer")
      unsafe base[index] = newValue
    }
  }

  /// Gives the memory up to the caller, who must deallocate it.
  @inlinable consuming func release() -> UnsafeMutablePointer<Element> {
    let released = base
    discard self
    return released
  }

  @inlinable deinit { UnsafeMutableRawPointer(base).deallocate() }
}

// Sound: the buffer is the only owner of its memory, and every write goes through a mutating access.
extension AlignedBuffer: @unchecked Sendable where Element: Sendable {}
