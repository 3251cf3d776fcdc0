import Glibc

/// Memory with several readers, given back when the last of them is gone.
@usableFromInline final class SharedMemory: Sendable {
  private enum Origin { case allocated, mapped(bytes: Int), givenUp }

  // Sound: written only before this object is made; read-only from then on.
  @usableFromInline nonisolated(unsafe) let base: UnsafeMutableRawPointer
  // Sound: changes only in `giveUp`, whose caller holds the only reference.
  private nonisolated(unsafe) var origin: Origin

  @usableFromInline init(owning base: UnsafeMutableRawPointer) {
    self.base = base
    origin = .allocated
  }

  init(mapped base: UnsafeMutableRawPointer, bytes: Int) {
    self.base = base
    origin = .mapped(bytes: bytes)
  }

  /// Hands allocated memory to the caller, who must see that nobody else refers to this object.
  ///
  /// - Returns: nil for a file's.
  func giveUp() -> UnsafeMutableRawPointer? {
    guard case .allocated = origin else { return nil }
    origin = .givenUp
    return unsafe base
  }

  var isMapped: Bool {
    if case .mapped = origin { true } else { false }
  }

  /// Of the memory, in the allocator's own terms, or of the file.
  var heldBytes: Int {
    switch origin {
    case .allocated: unsafe HeldMemory.bytes(at: base)
    case .mapped(let bytes): bytes
    case .givenUp: 0
    }
  }

  @usableFromInline deinit {
    switch origin {
    case .allocated: base.deallocate()
    case .mapped(let bytes): munmap(base, bytes)
    case .givenUp: break
    }
  }
}
