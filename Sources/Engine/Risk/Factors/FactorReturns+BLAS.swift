public import TickmarkAgreement
import TickmarkFrames
import TickmarkMemory
import TickmarkParallel

extension FactorReturns {
  /// Days in parts, laid in rows and multiplied by OpenBLAS's `gemm` while they are in the cache.
  public static var blas: Variant<Body> {
    Variant("blas") { input, workspace in
      if let failure = OpenBLAS.failure { return failure }
      workspace.check(input)
      workspace.multiplyByOpenBLAS(input)
      return nil
    }
  }
}

extension FactorWorkspace {
  fileprivate mutating func multiplyByOpenBLAS(_ input: FactorInput<Element>) {
    takeLoadings(of: input)
    let (stride, factors, days) = (rowStride, factors, days)
    rows.withLentBuffer { rows in
      loadings.withLentBuffer { loadings in
        factorReturns.values.withLentBuffer { result in
          let job = FactorRowJob(
            returns: input.returns, rows: rows, stride: stride, loadings: loadings, factors: factors, result: result)
          let part = FactorReturns<Element>.part
          OpenBLAS.onOneThread { WorkerTeam.shared.perform(job, parts: (days + part - 1) / part) }
        }
      }
    }
  }

  mutating func takeLoadings(of input: FactorInput<Element>) {
    let given = input.loadings.values.span
    for index in given.indices { loadings[index] = given[index] }
  }
}

private struct FactorRowJob<Element: RiskElement>: PartedJob {
  let returns: Panel<Element>
  let rows: LentBuffer<Element>
  let stride: Int
  let loadings: LentBuffer<Element>
  let factors: Int
  let result: LentBuffer<Element>

  func run(part: Int, worker: Int) {
    let first = part * FactorReturns<Element>.part
    let days = first..<min(first + FactorReturns<Element>.part, returns.days)
    rows.setRows(days, of: returns, stride: stride)
    Element.productWithTransposed(
      LentMatrix(rows, offset: first * stride, stride: stride), LentMatrix(loadings, stride: returns.assets),
      rows: days.count, columns: factors, depth: returns.assets,
      into: LentMatrix(result, offset: first * factors, stride: factors))
  }
}
