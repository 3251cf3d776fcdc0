import TickmarkMemory

/// OpenBLAS's `syrk` alone, with its own threads: the rate that `blas` is held against.
extension CovarianceWorkspace {
  /// The upper triangle of a covariance, of rows that the first call centres and keeps.
  public mutating func bareProduct(of input: CovarianceInput<Element>) {
    if bareRows.count == 0 {
      prepare(input)
      centre(input, into: .rows)
      bareRows = AlignedBuffer(count: centred.count, repeating: 0)
      for index in 0..<centred.count { bareRows[index] = centred[index] }
    }
    let (order, depth, stride, factor) = (assets, days, rowStride, Element(factor))
    bareRows.withLentBuffer { rows in
      covariance.values.withLentBuffer { covariance in
        Element.gram(
          LentMatrix(rows, stride: stride), order: order, depth: depth, factor: factor,
          into: LentMatrix(covariance, stride: order))
      }
    }
  }

  /// The product with its lower half, as values that can be compared.
  public mutating func bareValues() -> CovarianceValues {
    mirrorUpperTriangle()
    return values
  }
}
