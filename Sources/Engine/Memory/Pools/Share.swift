extension Pool {
  /// Runs `body` with a share of the pool that is the calling thread's alone.
  ///
  ///     orders.withShare(of: 64) { share in
  ///       for signal in signals {
  ///         guard var order = share.lease(OrderRecord(signal)) else { … }
  ///         …
  ///       }
  ///     }
  ///
  /// Leases that are given back here, on this thread, wait in the share for its next one: no atomic exchange, no memory
  /// that another thread writes. When `body` ends the share's idle slots are free for all again; its leases may live on.
  /// Where more threads have a share than the pool has records for (two a shard), the share keeps nothing and is as
  /// fast as the pool itself. It allocates only where its record never had a share as large.
  ///
  /// - Parameter limit: how many idle slots the share keeps at most; while they idle no other thread can have them.
  @inlinable public func withShare<Result: ~Copyable, Failure: Error>(
    of limit: Int, _ body: (inout Share<Element>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let number = openShare(limit)
    defer { closeShare(number) }
    var share = unsafe Share(memory, number)
    return try body(&share)
  }

  @usableFromInline func openShare(_ limit: Int) -> UInt32 {
    precondition(limit >= 1, "a share keeps at least one idle slot")
    return unsafe memory.pointee.shares.open(limit: limit)
  }

  @usableFromInline func closeShare(_ number: UInt32) {
    if number != 0 { unsafe memory.pointee.shares.close(number, memory.pointee.free) }
  }
}

/// One thread's own part of a pool; see `Pool.withShare(of:_:)`.
@frozen public struct Share<Element: BitwiseCopyable & Sendable>: ~Copyable, ~Escapable {
  @usableFromInline let memory: UnsafeMutablePointer<PoolMemory<Element>>
  @usableFromInline let number: UInt32

  // The scope that opened the share closes it, and it cannot leave that scope.
  @_lifetime(immortal) @inlinable init(_ memory: UnsafeMutablePointer<PoolMemory<Element>>, _ number: UInt32) {
    self.memory = memory
    self.number = number
  }

  /// Takes a slot and puts `element` there; nil where the share has none and neither has the pool.
  @inlinable @inline(__always) public mutating func lease(_ element: Element) -> Lease<Element>? {
    guard number != 0, let slot = unsafe memory.pointee.shares.take(number) else {
      let slot = unsafe memory.pointee.free.take()
      return slot == 0 ? nil : Lease(element, memory, slot: slot, share: number)
    }
    return Lease(element, memory, slot: slot, share: number)
  }
}

@available(*, unavailable, message: "a share is one thread's own") extension Share: Sendable {}
