import CTickmarkArrow
import Glibc

/// Everything that one exported schema points to; given back by its release callback.
final class SchemaOwner {
  private let format: UnsafeMutablePointer<CChar>?
  private let name: UnsafeMutablePointer<CChar>?
  private let children: UnsafeMutableBufferPointer<UnsafeMutablePointer<ArrowSchema>?>
  private let dictionary: UnsafeMutablePointer<ArrowSchema>?

  static func schema(of column: ArrowColumn) -> ArrowSchema {
    let owner = SchemaOwner(column)
    return ArrowSchema(
      format: owner.format, name: owner.name, metadata: nil, flags: Int64(TICKMARK_ARROW_NULLABLE),
      n_children: Int64(owner.children.count), children: owner.children.baseAddress, dictionary: owner.dictionary,
      release: { schema in
        guard let schema, let owner = schema.pointee.private_data else { return }
        // Sound: this is the one reference that `schema(of:)` left, and the callback is nil from here on.
        schema.pointee.release = nil
        schema.pointee.private_data = nil
        Unmanaged<SchemaOwner>.fromOpaque(owner).release()
      }, private_data: Unmanaged.passRetained(owner).toOpaque())
  }

  private init(_ column: ArrowColumn) {
    func allocated(_ column: ArrowColumn) -> UnsafeMutablePointer<ArrowSchema> {
      let child = UnsafeMutablePointer<ArrowSchema>.allocate(capacity: 1)
      child.initialize(to: Self.schema(of: column))
      return child
    }
    format = strdup(column.format)
    name = strdup(column.name)
    children = .allocate(capacity: column.children.count)
    _ = children.initialize(from: column.children.map(allocated))
    dictionary = column.dictionary.first.map(allocated)
  }

  /// A child that a consumer moved out has no callback any more, and only its struct is left to free.
  deinit {
    for child in children + [dictionary] {
      guard let child else { continue }
      child.pointee.release?(child)
      child.deallocate()
    }
    children.deallocate()
    free(format)
    free(name)
  }
}
