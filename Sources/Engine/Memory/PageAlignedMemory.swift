import Glibc

/// Memory for buffers, on huge pages where the buffer is large.
///
/// Large buffers begin on a 2 MiB page and ask the kernel for huge ones: fewer address translations, and a position in
/// the caches that does not change from process to process with the luck of the page allocator.
@usableFromInline enum PageAlignedMemory {
  static let cacheLine = 64
  static let hugePage = 2 << 20

  /// Uninitialised memory for `bytes` bytes; give it back with `deallocate()`.
  @usableFromInline static func allocate(bytes: Int) -> UnsafeMutableRawPointer {
    guard bytes >= hugePage else { return .allocate(byteCount: bytes, alignment: cacheLine) }
    let start = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: hugePage)
    // Advice only: where the kernel has no huge pages, small ones do. Whole pages, so that no neighbour is touched.
    madvise(start, bytes / hugePage * hugePage, MADV_HUGEPAGE)
    return start
  }
}
