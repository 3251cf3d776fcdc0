/// A buffer cut into parts of equal length, each for one thread to fill while others fill theirs.
///
/// Good only inside `withDisjointParts`; a part must be taken by one thread at a time.
public struct DisjointParts<Element: BitwiseCopyable>: @unchecked Sendable {
  // Sound to send: parts do not overlap, and the promise above keeps each to one thread.
  @usableFromInline let base: UnsafeMutablePointer<Element>
  @usableFromInline let count: Int
  /// Elements of a part; the last one may be shorter.
  public let length: Int

  @inlinable init(base: UnsafeMutablePointer<Element>, count: Int, length: Int) {
    self.base = base
    self.count = count
    self.length = length
  }

  public var parts: Int { @inlinable get { length == 0 ? 0 : (count + length - 1) / length } }

  /// Lends one part for filling.
  ///
  /// - Precondition: `part` is one of `0..<parts`.
  @inlinable public func fill(_ part: Int, _ body: (inout MutableSpan<Element>) -> Void) {
    precondition(part >= 0 && part < parts, "a part of the buffer")
    let start = part * length
    // Sound: within the buffer, which outlives `withDisjointParts`, and no other thread has this part.
    var span = unsafe MutableSpan(_unsafeStart: base + start, count: min(length, count - start))
    body(&span)
  }
}

extension AlignedBuffer where Element: Sendable {
  /// Lends the buffer in parts of `length` elements that several threads may fill at once.
  ///
  /// - Precondition: `length >= 0`, and above 0 unless the buffer is empty.
  @inlinable public mutating func withDisjointParts<Result>(
    of length: Int, _ body: (DisjointParts<Element>) -> Result
  ) -> Result {
    precondition(length > 0 || (length == 0 && count == 0), "a part holds something")
    return body(DisjointParts(base: base, count: count, length: length))
  }
}
