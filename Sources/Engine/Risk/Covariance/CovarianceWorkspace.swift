import TickmarkFrames
import TickmarkMemory

/// The memory of a covariance, owned by the caller and used again for the next one of the same shape.
public struct CovarianceWorkspace<Element: RiskElement>: ~Copyable {
  public let days: Int
  public let assets: Int
  /// The result, both halves filled.
  public internal(set) var covariance: MutableMatrix<Element>
  /// How far `ledoitWolf` shrank, 0 to 1; 0 of the other rules.
  public internal(set) var shrinkage = 0.0
  /// The roots of the days' weights.
  var roots: AlignedBuffer<Double>
  /// Each day's sum of squares, for `ledoitWolf`.
  var energies: AlignedBuffer<Double>
  /// The returns as the variant wants them: by tiles or by rows, whole tiles in both.
  var centred: AlignedBuffer<Element>
  /// The reference's centred columns in Float64; made when it first runs.
  var columns = AlignedBuffer<Double>(count: 0, repeating: 0)
  /// Centred rows that no variant overwrites, for the bare product; made when it first runs.
  var bareRows = AlignedBuffer<Element>(count: 0, repeating: 0)
  /// The roots as a device takes them; made when one first runs.
  var rootsOfDevice = AlignedBuffer<Float>(count: 0, repeating: 1)
  /// The rule's factor, and what the weights sum to.
  var factor = 0.0
  var sumOfWeights = 0.0

  public init(days: Int, assets: Int) {
    (self.days, self.assets) = (days, assets)
    covariance = MutableMatrix(rows: assets, columns: assets)
    roots = AlignedBuffer(count: days, repeating: 1)
    energies = AlignedBuffer(count: days, repeating: 0)
    centred = AlignedBuffer(count: days * Panel<Element>.tiles(for: assets) * 16, repeating: 0)
  }

  /// From one row of `centred` to the next, where it holds rows.
  var rowStride: Int { Panel<Element>.tiles(for: assets) * 16 }

  /// The result as values that can be compared.
  public var values: CovarianceValues { CovarianceValues(covariance) }

  /// Sets weights and factor for an input.
  mutating func prepare(_ input: CovarianceInput<Element>) {
    precondition(input.returns.days == days && input.returns.assets == assets, "a workspace is made for its shape")
    var sum = 0.0
    var sumOfSquares = 0.0
    for day in 0..<days {
      let weight = input.rule.weight(later: days - 1 - day)
      roots[day] = weight.squareRoot()
      sum += weight
      sumOfSquares += weight * weight
    }
    sumOfWeights = sum
    factor = input.rule.factor(sum: sum, sumOfSquares: sumOfSquares)
    shrinkage = 0
  }

  /// Shrinks the result where the rule says so.
  mutating func finish(_ input: CovarianceInput<Element>) {
    guard input.rule == .ledoitWolf else { return }
    shrinkage = LedoitWolf.shrink(&covariance, returns: input.returns, energies: &energies)
  }
}
