public import TickmarkAgreement
import TickmarkFrames
import TickmarkMemory

extension Covariance {
  /// Column by column in Float64: the reference, and the truth for Float32.
  public static var scalar: Variant<Body> {
    Variant("scalar") { input, workspace in
      workspace.prepare(input)
      workspace.centreColumnsScalar(input.returns)
      workspace.multiplyColumnsScalar()
      workspace.finish(input)
      return nil
    }
  }
}

extension CovarianceWorkspace {
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  fileprivate mutating func centreColumnsScalar(_ returns: Panel<Element>) {
    if columns.count == 0 { columns = AlignedBuffer(count: days * assets, repeating: 0) }
    for asset in 0..<assets {
      let rows = returns.tile(asset / 16)
      var sum = 0.0
      for day in 0..<days { sum += roots[day] * roots[day] * Double(rows[day][asset % 16]) }
      let mean = sum / sumOfWeights
      for day in 0..<days { columns[asset * days + day] = (Double(rows[day][asset % 16]) - mean) * roots[day] }
    }
  }

  fileprivate mutating func multiplyColumnsScalar() {
    columns.withLentBuffer { columns in
      covariance.values.withLentBuffer { covariance in
        Self.multiplyScalar(columns, days: days, assets: assets, factor: factor, into: covariance)
      }
    }
  }

  /// Four columns at a time: four sums that do not wait for each other.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  private static func multiplyScalar(
    _ columns: LentBuffer<Double>, days: Int, assets: Int, factor: Double, into covariance: LentBuffer<Element>
  ) {
    for row in 0..<assets {
      for first in stride(from: row, to: assets, by: 4) {
        // Past the last column its sum is made again, and not stored.
        let (a, b, c, d) = (
          first * days, min(first + 1, assets - 1) * days, min(first + 2, assets - 1) * days,
          min(first + 3, assets - 1) * days
        )
        var sums = (0.0, 0.0, 0.0, 0.0)
        for day in 0..<days {
          let value = columns[row * days + day]
          sums.0 += value * columns[a + day]
          sums.1 += value * columns[b + day]
          sums.2 += value * columns[c + day]
          sums.3 += value * columns[d + day]
        }
        let products: InlineArray<4, Double> = [sums.0, sums.1, sums.2, sums.3]
        for lane in 0..<4 where first + lane < assets {
          let value = Element(products[lane] * factor)
          covariance[row * assets + first + lane] = value
          covariance[(first + lane) * assets + row] = value
        }
      }
    }
  }
}
