/// A fixed kernel timed in the same rounds as a case, so that a stored time can be compared on a machine that has
/// changed pace meanwhile: what a case takes is stored as a multiple of what the yardstick of its kind took beside it.
///
/// The kernels are part of the stored format: a changed kernel is a new kind.
public struct Yardstick {
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// A chain of dependent Float64 multiplications and additions.
    case arithmetic
    /// Independent sixteen-lane Float32 arithmetic on data in the first-level cache.
    case vector
    /// A chase of pointers through 512 KiB.
    case cache
    /// A copy through 64 MiB.
    case memory
    /// Allocations of mixed sizes, given back in another order.
    case allocation
  }

  public let kind: Kind
  /// Runs the kernel so many times in a row.
  let run: (_ iterations: Int) -> Void

  /// Runs the kernel for its own sake.
  public func repeated(_ iterations: Int) { run(iterations) }

  public init(_ kind: Kind) {
    self.kind = kind
    run =
      switch kind {
      case .arithmetic: Self.arithmetic()
      case .vector: Self.vector()
      case .cache: Self.cache()
      case .memory: Self.memory()
      case .allocation: Self.allocation()
      }
  }
}
