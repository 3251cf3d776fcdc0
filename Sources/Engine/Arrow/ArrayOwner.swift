import CTickmarkArrow

/// Everything that one exported array points to; given back by its release callback.
///
/// Each array keeps its own memory, so that a child lives on when a consumer moves it out and releases the parent.
final class ArrayOwner {
  private let buffers: UnsafeMutableBufferPointer<UnsafeRawPointer?>
  private let children: UnsafeMutableBufferPointer<UnsafeMutablePointer<ArrowArray>?>
  private let dictionary: UnsafeMutablePointer<ArrowArray>?
  private let owners: [any Sendable]

  static func array(of column: ArrowColumn) -> ArrowArray {
    let owner = ArrayOwner(column)
    return ArrowArray(
      length: Int64(column.length), null_count: Int64(column.gaps), offset: 0, n_buffers: Int64(owner.buffers.count),
      n_children: Int64(owner.children.count), buffers: owner.buffers.baseAddress,
      children: owner.children.baseAddress, dictionary: owner.dictionary,
      release: { array in
        guard let array, let owner = array.pointee.private_data else { return }
        // Sound: this is the one reference that `array(of:)` left, and the callback is nil from here on.
        array.pointee.release = nil
        array.pointee.private_data = nil
        Unmanaged<ArrayOwner>.fromOpaque(owner).release()
      }, private_data: Unmanaged.passRetained(owner).toOpaque())
  }

  private init(_ column: ArrowColumn) {
    func allocated(_ column: ArrowColumn) -> UnsafeMutablePointer<ArrowArray> {
      let child = UnsafeMutablePointer<ArrowArray>.allocate(capacity: 1)
      child.initialize(to: Self.array(of: column))
      return child
    }
    buffers = .allocate(capacity: column.buffers.count)
    _ = buffers.initialize(from: column.buffers.map { $0?.address })
    children = .allocate(capacity: column.children.count)
    _ = children.initialize(from: column.children.map(allocated))
    dictionary = column.dictionary.first.map(allocated)
    owners = column.buffers.compactMap { $0?.owner }
  }

  /// A child that a consumer moved out has no callback any more, and only its struct is left to free.
  deinit {
    for child in children + [dictionary] {
      guard let child else { continue }
      child.pointee.release?(child)
      child.deallocate()
    }
    children.deallocate()
    buffers.deallocate()
  }
}
