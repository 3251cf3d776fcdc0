/// A question about some code, and the operations whose times answer it.
///
///     extension Suite {
///       /// Every import parses the whole file once.
///       static let parsing = Suite("parsing", question: "What does a line cost?", sizes: .smoke(100), .full(1_000_000)) {
///         size in
///         let text = Lines.random(count: size.count, seed: 42)
///         Operation("parse", elements: size.count) {
///           Variant("scalar") { parseScalar(text) }
///           Variant("simd") { parseSIMD(text) }
///         }
///       }
///     }
///
/// The body runs in a fresh process for each case, before anything is timed: build the inputs there, from fixed seeds.
public struct Suite: Sendable {
  public let name: String
  public let question: String
  public let sizes: [SuiteSize]
  /// The data that the suite reads, where it does not generate its input.
  public let dataset: (@Sendable () throws -> Dataset)?
  private let body: @Sendable (Size) throws -> [Operation]

  /// - Precondition: a name without `/` or `:`, at least one smoke size, and no size twice.
  public init(
    _ name: String, question: String, sizes: SuiteSize...,
    dataset: (@Sendable () throws -> Dataset)? = nil,
    @SuiteBuilder body: @escaping @Sendable (Size) throws -> [Operation]
  ) {
    precondition(!name.isEmpty && !name.contains { "/: ".contains($0) }, "a suite's name has no '/', ':' or space")
    precondition(sizes.contains { $0.occasion == .smoke }, "suite '\(name)' needs a smoke size, which the tests run")
    precondition(Set(sizes.map(\.size)).count == sizes.count, "suite '\(name)' has a size twice")
    self.name = name
    self.question = question
    self.sizes = sizes
    self.dataset = dataset
    self.body = body
  }

  /// The operations at one size, with their inputs built.
  ///
  /// - Throws: what the suite throws where its input cannot be had.
  public func operations(at size: Size) throws -> [Operation] { try body(size) }
}

/// Collects the operations of a suite, with `let` for their inputs in between.
@resultBuilder public enum SuiteBuilder {
  public static func buildExpression(_ operation: Operation) -> [Operation] { [operation] }
  public static func buildExpression(_ operations: [Operation]) -> [Operation] { operations }
  public static func buildBlock(_ parts: [Operation]...) -> [Operation] { parts.flatMap { $0 } }
  public static func buildOptional(_ part: [Operation]?) -> [Operation] { part ?? [] }
  public static func buildEither(first part: [Operation]) -> [Operation] { part }
  public static func buildEither(second part: [Operation]) -> [Operation] { part }
  public static func buildArray(_ parts: [[Operation]]) -> [Operation] { parts.flatMap { $0 } }
}
