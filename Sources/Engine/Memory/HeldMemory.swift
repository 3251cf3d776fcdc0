import CTickmarkHeap

/// What the allocator really keeps for something: a size is rounded up to one of its classes, by up to a quarter.
public enum HeldMemory {
  /// The bytes of the block that `object` itself lies in, without what it refers to.
  public static func bytes(of object: AnyObject) -> Int {
    // Sound: the object outlives the call, and objects of Swift come from malloc.
    unsafe bytes(at: Unmanaged.passUnretained(object).toOpaque())
  }

  /// - Precondition: `start` came from the allocator and was not given back.
  static func bytes(at start: UnsafeMutableRawPointer) -> Int { unsafe tickmark_block_bytes(start) }
}

extension Column {
  /// The bytes that stay in memory for this column: of the whole block where it is a slice, of a file all that is mapped.
  public var heldBytes: Int { storage.heldBytes + HeldMemory.bytes(of: storage) }
}
