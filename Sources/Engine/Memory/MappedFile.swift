import Glibc

/// A file's bytes, read-only, through the page cache.
///
/// A file that another process truncates while it is mapped ends this process with SIGBUS: that is the price of not
/// copying. Files of ours are replaced by rename, never rewritten in place.
public struct MappedFile: Sendable {
  public let path: String
  public let count: Int
  @usableFromInline let memory: SharedMemory

  /// Maps the whole file; an empty file has no pages and counts 0 bytes.
  public init(path: String) throws(MemoryError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotOpen(path: path, code: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .cannotOpen(path: path, code: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: path) }
    self.path = path
    count = Int(status.st_size)
    guard count > 0 else {
      memory = SharedMemory(owning: .allocate(byteCount: 1, alignment: 1))
      return
    }
    guard let base = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0), base != MAP_FAILED else {
      throw .cannotOpen(path: path, code: errno)
    }
    memory = SharedMemory(mapped: base, bytes: count)
  }

  public var bytes: Span<UInt8> {
    @_lifetime(borrow self) get {
      // Sound: `memory` keeps the mapping alive, and its pages are read-only.
      let start = unsafe memory.base.assumingMemoryBound(to: UInt8.self)
      let span = unsafe Span(_unsafeStart: start, count: count)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// Asks the kernel to read `range` soon; advice only.
  ///
  /// - Precondition: the range lies within the file.
  public func prefetch(_ range: Range<Int>) { advise(range, MADV_WILLNEED) }

  /// Gives back the memory of the whole pages of `range`, and of a page that begins before it.
  ///
  /// They are read again when they are touched: the file is mapped read-only, so nothing is lost.
  ///
  /// - Precondition: the range lies within the file.
  public func discard(_ range: Range<Int>) { advise(range, MADV_DONTNEED) }

  private func advise(_ range: Range<Int>, _ advice: Int32) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "a range lies within its file")
    let page = Int(getpagesize())
    let start = range.lowerBound / page * page
    // The last page of a mapping is whole even where the file ends within it.
    let end = range.upperBound == count ? (count + page - 1) / page * page : range.upperBound / page * page
    guard start < end else { return }
    // Sound: the pages belong to this mapping, which `memory` keeps.
    unsafe madvise(memory.base + start, end - start, advice)
  }
}
