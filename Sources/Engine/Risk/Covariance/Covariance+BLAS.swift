public import TickmarkAgreement
import TickmarkMemory
import TickmarkParallel

extension Covariance {
  /// Blocks by OpenBLAS, `syrk` on the diagonal and `gemm` off it, each on the thread that took it.
  ///
  /// A block is mirrored while it is in the cache. It has up to 512 rows and columns: every call packs its operands anew,
  /// and with 256 that took a tenth of the time.
  public static var blas: Variant<Body> {
    Variant("blas") { input, workspace in
      if let failure = OpenBLAS.failure { return failure }
      workspace.prepare(input)
      workspace.centre(input, into: .rows)
      workspace.multiplyByOpenBLAS()
      workspace.finish(input)
      return nil
    }
  }
}

extension CovarianceWorkspace {
  fileprivate mutating func multiplyByOpenBLAS() {
    let (order, depth, stride, factor) = (assets, days, rowStride, Element(factor))
    centred.withLentBuffer { centred in
      covariance.values.withLentBuffer { covariance in
        let job = OpenBLASJob(
          blocks: GramBlocks(order: order, atMost: 512), covariance: covariance,
          centred: LentMatrix(centred, stride: stride),
          depth: depth, factor: factor)
        OpenBLAS.onOneThread { WorkerTeam.shared.perform(job, parts: job.blocks.parts) }
      }
    }
  }
}

private struct OpenBLASJob<Element: RiskElement>: GramJob {
  let blocks: GramBlocks
  let covariance: LentBuffer<Element>
  let centred: LentMatrix<Element>
  let depth: Int
  let factor: Element

  func fill(rows: Range<Int>, columns: Range<Int>) {
    let result = LentMatrix(
      covariance, offset: rows.lowerBound * blocks.order + columns.lowerBound, stride: blocks.order)
    let left = LentMatrix(centred.buffer, offset: rows.lowerBound, stride: centred.stride)
    guard rows != columns else {
      return Element.gram(left, order: rows.count, depth: depth, factor: factor, into: result)
    }
    let right = LentMatrix(centred.buffer, offset: columns.lowerBound, stride: centred.stride)
    Element.transposedProduct(
      left, right, rows: rows.count, columns: columns.count, depth: depth, factor: factor, into: result)
  }
}
