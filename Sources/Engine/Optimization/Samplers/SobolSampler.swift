/// A low-discrepancy sequence: any first 2ᵏ trials fill every box of the unit cube evenly.
///
/// The sequence is shifted digit by digit with a mask from the seed, which leaves its evenness as it is.
///
/// - Source: direction numbers by S. Joe and F. Y. Kuo, "Constructing Sobol sequences with better two-dimensional
///   projections", SIAM J. Sci. Comput. 30 (2008), first 21 dimensions of `new-joe-kuo-6.21201`.
public struct SobolSampler: Sampler {
  public var name: String { "sobol" }
  public static let mostDimensions = SobolDirections.table.count + 1

  private let space: SearchSpace
  private let directions: [[UInt32]]
  private let masks: [UInt32]

  /// - Throws: `.tooManyDimensions` above 21.
  public init(_ space: SearchSpace, seed: UInt64) throws(OptimizationError) {
    guard space.dimensions <= Self.mostDimensions else {
      throw .tooManyDimensions(sampler: "sobol", dimensions: space.dimensions, most: Self.mostDimensions)
    }
    self.space = space
    directions = (0..<space.dimensions).map(SobolDirections.numbers)
    var random = TrialRandom(seed: seed, trial: -2)
    masks = (0..<space.dimensions).map { _ in UInt32(truncatingIfNeeded: random.next() >> 32) }
  }

  public func point(of trial: Int, history: TrialHistory) -> Point? { space.point(at: place(of: trial)) }

  /// Where the trial lies in the unit cube.
  func place(of trial: Int) -> [Double] {
    zip(directions, masks).map { Double(Self.bits($0, trial) ^ $1) * 0x1p-32 }
  }

  /// The sequence without its shift, in Gray-code order.
  static func bits(_ directions: [UInt32], _ index: Int) -> UInt32 {
    var gray = UInt32(truncatingIfNeeded: index ^ (index >> 1))
    var bits: UInt32 = 0
    var place = 0
    while gray != 0 {
      if gray & 1 == 1 { bits ^= directions[place] }
      gray >>= 1
      place += 1
    }
    return bits
  }
}
