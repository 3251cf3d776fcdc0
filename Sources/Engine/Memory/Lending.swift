/// Lends memory to C functions, so that no other module holds a pointer.
extension RawSpan {
  /// Calls `body` with the address and the number of bytes; the address is good only until `body` returns.
  @inlinable public func lend<Result>(_ body: (UnsafeRawPointer, Int) -> Result) -> Result {
    withUnsafeBytes { bytes in
      // Sound: an empty span may have no address, and then no byte of the stand-in is read.
      body(bytes.baseAddress ?? Self.nothing, bytes.count)
    }
  }

  // Sound: one byte that is never read, written or given back.
  @usableFromInline nonisolated(unsafe) static let nothing = UnsafeRawPointer(
    UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 1))
}

extension AlignedBuffer where Element: SIMDScalar {
  /// The same memory as vectors of sixteen elements.
  ///
  /// - Precondition: `count` is a multiple of 16.
  @inlinable public consuming func vectors() -> AlignedBuffer<SIMD16<Element>> where SIMD16<Element>: BitwiseCopyable {
    let vectorCount = count / 16
    precondition(vectorCount * 16 == count, "whole vectors")
    // Sound: a SIMD16 is sixteen elements side by side, and the buffer's alignment suits both.
    return unsafe AlignedBuffer<SIMD16<Element>>(
      adopting: UnsafeMutableRawPointer(release()).assumingMemoryBound(to: SIMD16<Element>.self), count: vectorCount)
  }
}
