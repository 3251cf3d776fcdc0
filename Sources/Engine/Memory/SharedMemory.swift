import Glibc

/// Memory with several readers, given back when the last of them is gone.
@usableFromInline final class SharedMemory: Sendable {
  private enum Origin { case allocated, mapped(bytes: Int) }

  // Sound: written only before this object is made; read-only from then on.
  @usableFromInline nonisolated(unsafe) let base: UnsafeMutableRawPointer
  private let origin: Origin

  @usableFromInline init(owning base: UnsafeMutableRawPointer) {
    self.base = base
    origin = .allocated
  }

  init(mapped base: UnsafeMutableRawPointer, bytes: Int) {
    self.base = base
    origin = .mapped(bytes: bytes)
  }

  var isMapped: Bool {
    if case .mapped = origin { true } else { false }
  }

  @usableFromInline deinit {
    switch origin {
    case .allocated: base.deallocate()
    case .mapped(let bytes): munmap(base, bytes)
    }
  }
}
