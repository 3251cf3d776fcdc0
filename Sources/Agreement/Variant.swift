/// One body of an operation, named by its technique.
///
/// The engine's variants hold kernels; the harness's hold what is timed. The first variant of a list is the reference.
public struct Variant<Body> {
  public let name: String
  public let body: Body

  public init(_ name: String, _ body: Body) {
    self.name = name
    self.body = body
  }
}

extension Variant: Sendable where Body: Sendable {}

extension Sequence {
  /// The variant called `name`, if there is one.
  public func named<Body>(_ name: String) -> Variant<Body>? where Element == Variant<Body> {
    first { $0.name == name }
  }
}
