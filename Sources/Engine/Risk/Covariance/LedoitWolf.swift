import TickmarkFrames
import TickmarkMemory

/// Ledoit and Wolf's shrinkage with scikit-learn's definitions: `S` divided by the number of days `T`, `N` assets,
///
///     target    = μ · I,  μ = trace(S) / N
///     distance² = (‖S‖² − 2 μ · trace(S) + N μ²) / N
///     error²    = (Σ over days of (Σ over assets of x²)² / T − ‖S‖²) / (N T), at most the distance²
///     shrinkage = error² / distance², 0 where the error is 0
///     result    = (1 − shrinkage) · S + shrinkage · target
///
/// All sums in Float64.
enum LedoitWolf {
  /// Shrinks a covariance by `population` of these returns.
  ///
  /// - Returns: the shrinkage, 0 to 1.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  static func shrink<Element: RiskElement>(
    _ covariance: inout MutableMatrix<Element>, returns: Panel<Element>, energies: inout AlignedBuffer<Double>
  ) -> Double {
    let order = covariance.rows
    let (norm, trace) = normAndTrace(of: covariance)
    let (days, assets) = (Double(returns.days), Double(order))
    let mean = trace / assets
    let distance = (norm - 2 * mean * trace + assets * mean * mean) / assets
    let error = min((fourthMoment(of: returns, &energies) / days - norm) / (assets * days), distance)
    let shrinkage = error > 0 && distance > 0 ? error / distance : 0
    let kept = Element(1 - shrinkage)
    for index in 0..<order * order { covariance.values[index] *= kept }
    for asset in 0..<order { covariance.values[asset * order + asset] += Element(shrinkage * mean) }
    return shrinkage
  }

  @inline(__always)
  private static func normAndTrace<Element: RiskElement>(
    of matrix: borrowing MutableMatrix<Element>
  ) -> (norm: Double, trace: Double) {
    let values = matrix.values.span
    var norm = 0.0
    var trace = 0.0
    for row in 0..<matrix.rows {
      trace += Double(values[row * matrix.rows + row])
      var sums = SIMD8<Double>(repeating: 0)
      var column = 0
      while column + 8 <= matrix.rows {
        for lane in 0..<8 {
          let value = Double(values[row * matrix.rows + column + lane])
          sums[lane] += value * value
        }
        column += 8
      }
      while column < matrix.rows {
        let value = Double(values[row * matrix.rows + column])
        sums[0] += value * value
        column += 1
      }
      norm += sums.sum()
    }
    return (norm, trace)
  }

  /// Σ over days of (Σ over assets of (x − mean)²)².
  @inline(__always)
  private static func fourthMoment<Element: RiskElement>(
    of returns: Panel<Element>, _ energies: inout AlignedBuffer<Double>
  ) -> Double {
    for day in 0..<returns.days { energies[day] = 0 }
    for tile in 0..<returns.tiles {
      let rows = returns.tile(tile)
      let span = rows.span
      var sum = SIMD16<Double>(repeating: 0)
      for day in span.indices { sum += Element.widen(span[day]) }
      let mean = sum / Double(returns.days)
      let lanes = min(16, returns.assets - tile * 16)
      for day in span.indices {
        let value = Element.widen(span[day]) - mean
        let square = value * value
        energies[day] += lanes == 16 ? square.sum() : (0..<lanes).reduce(0) { $0 + square[$1] }
      }
    }
    var moment = 0.0
    for day in 0..<returns.days { moment += energies[day] * energies[day] }
    return moment
  }
}
