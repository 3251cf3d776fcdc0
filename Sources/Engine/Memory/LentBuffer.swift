/// A buffer that several threads fill at once, each in places of its own: blocks of a matrix, which no cut into parts gives.
///
/// Good only inside `withLentBuffer`. Whoever lends it says who fills what; two threads never write, or write and read, one place.
public struct LentBuffer<Element: BitwiseCopyable>: @unchecked Sendable {
  // Sound to send: the promise above keeps every place to one thread.
  @usableFromInline let base: UnsafeMutablePointer<Element>
  public let count: Int

  @inlinable init(base: UnsafeMutablePointer<Element>, count: Int) { (self.base, self.count) = (base, count) }

  /// Not checked in release builds: whoever cuts the work checks once.
  ///
  /// - Precondition: the index lies within the buffer.
  @inlinable public subscript(index: Int) -> Element {
    @inline(__always) get {
      assert(index >= 0 && index < count, "index within the buffer")
      return unsafe base[index]
    }
    @inline(__always) nonmutating set {
      assert(index >= 0 && index < count, "index within the buffer")
      unsafe base[index] = newValue
    }
  }

  /// Where an element lies, for C interfaces; good for as long as the buffer is lent.
  ///
  /// - Precondition: the index lies within the buffer.
  @inlinable public func address(at index: Int) -> UnsafeMutablePointer<Element> {
    precondition(index >= 0 && index < max(count, 1), "index within the buffer")
    return unsafe base + index
  }
}

extension LentBuffer where Element: SIMDScalar, SIMD16<Element>: BitwiseCopyable {
  /// Sixteen elements from `index` on. Not checked in release builds.
  ///
  /// - Precondition: they lie within the buffer.
  @inlinable @inline(__always) public func sixteen(at index: Int) -> SIMD16<Element> {
    assert(index >= 0 && index + 16 <= count, "sixteen elements within the buffer")
    return unsafe UnsafeRawPointer(base + index).loadUnaligned(as: SIMD16<Element>.self)
  }

  /// Sets sixteen elements from `index` on. Not checked in release builds.
  ///
  /// - Precondition: they lie within the buffer.
  @inlinable @inline(__always) public func setSixteen(at index: Int, to values: SIMD16<Element>) {
    assert(index >= 0 && index + 16 <= count, "sixteen elements within the buffer")
    unsafe UnsafeMutableRawPointer(base + index).storeBytes(of: values, as: SIMD16<Element>.self)
  }
}

extension AlignedBuffer {
  /// Lends the buffer to threads that fill it in places of their own.
  @inlinable public mutating func withLentBuffer<Result, Failure: Error>(
    _ body: (LentBuffer<Element>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(LentBuffer(base: base, count: count))
  }
}
