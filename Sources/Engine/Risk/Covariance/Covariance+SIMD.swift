public import TickmarkAgreement
import TickmarkFrames
import TickmarkMemory
import TickmarkParallel

extension Covariance {
  /// Blocks by our own kernel over tiles, which already lie as such a kernel wants its operands packed.
  public static var simd: Variant<Body> {
    Variant("simd") { input, workspace in
      workspace.prepare(input)
      workspace.centre(input, into: .tiles)
      workspace.multiplyTiles()
      workspace.finish(input)
      return nil
    }
  }
}

extension CovarianceWorkspace {
  fileprivate mutating func multiplyTiles() {
    let (order, depth, factor) = (assets, days, Element(factor))
    centred.withLentBuffer { centred in
      covariance.values.withLentBuffer { covariance in
        let job = TileGramJob(
          blocks: GramBlocks(order: order), covariance: covariance, centred: centred, days: depth, factor: factor)
        WorkerTeam.shared.perform(job, parts: job.blocks.parts)
      }
    }
  }
}

private struct TileGramJob<Element: RiskElement>: GramJob {
  let blocks: GramBlocks
  let covariance: LentBuffer<Element>
  let centred: LentBuffer<Element>
  let days: Int
  let factor: Element

  /// Days that are summed in registers before they are added to the result: two tiles of 256 days and half a third one fit
  /// in the first-level cache, and sums of 256 keep their digits.
  private static var stretch: Int { 256 }

  @specialized(where Element == Float)
  @specialized(where Element == Double)
  func fill(rows: Range<Int>, columns: Range<Int>) {
    for begin in stride(from: 0, to: days, by: Self.stretch) {
      let stretch = begin..<min(begin + Self.stretch, days)
      for column in stride(from: columns.lowerBound, to: columns.upperBound, by: 32) {
        // Rows below this pair of tiles are mirrored, not computed.
        for row in stride(from: rows.lowerBound, to: min(rows.upperBound, column + 32), by: 8) {
          multiply(row: row, column: column, stretch)
        }
      }
    }
  }

  /// Eight rows by thirty-two columns: sixteen sums in registers, ten loads for sixteen multiplications.
  @inline(__always)
  private func multiply(row: Int, column: Int, _ stretch: Range<Int>) {
    let hasSecond = column + 16 < blocks.order
    let left = row / 16 * days * 16 + row % 16
    let first = column * days
    let second = hasSecond ? first + 16 * days : first
    typealias Sum = SIMD16<Element>
    var (a0, a1, a2, a3, a4, a5, a6, a7) = (Sum(), Sum(), Sum(), Sum(), Sum(), Sum(), Sum(), Sum())
    var (b0, b1, b2, b3, b4, b5, b6, b7) = (Sum(), Sum(), Sum(), Sum(), Sum(), Sum(), Sum(), Sum())
    for day in stretch {
      let a = centred.sixteen(at: first + day * 16)
      let b = centred.sixteen(at: second + day * 16)
      let place = left + day * 16
      var value = Sum(repeating: centred[place])
      a0 = Element.multiplyAdd(value, a, a0)
      b0 = Element.multiplyAdd(value, b, b0)
      value = Sum(repeating: centred[place + 1])
      a1 = Element.multiplyAdd(value, a, a1)
      b1 = Element.multiplyAdd(value, b, b1)
      value = Sum(repeating: centred[place + 2])
      a2 = Element.multiplyAdd(value, a, a2)
      b2 = Element.multiplyAdd(value, b, b2)
      value = Sum(repeating: centred[place + 3])
      a3 = Element.multiplyAdd(value, a, a3)
      b3 = Element.multiplyAdd(value, b, b3)
      value = Sum(repeating: centred[place + 4])
      a4 = Element.multiplyAdd(value, a, a4)
      b4 = Element.multiplyAdd(value, b, b4)
      value = Sum(repeating: centred[place + 5])
      a5 = Element.multiplyAdd(value, a, a5)
      b5 = Element.multiplyAdd(value, b, b5)
      value = Sum(repeating: centred[place + 6])
      a6 = Element.multiplyAdd(value, a, a6)
      b6 = Element.multiplyAdd(value, b, b6)
      value = Sum(repeating: centred[place + 7])
      a7 = Element.multiplyAdd(value, a, a7)
      b7 = Element.multiplyAdd(value, b, b7)
    }
    let isFirst = stretch.lowerBound == 0
    add(a0, row, column, isFirst)
    add(a1, row + 1, column, isFirst)
    add(a2, row + 2, column, isFirst)
    add(a3, row + 3, column, isFirst)
    add(a4, row + 4, column, isFirst)
    add(a5, row + 5, column, isFirst)
    add(a6, row + 6, column, isFirst)
    add(a7, row + 7, column, isFirst)
    guard hasSecond else { return }
    add(b0, row, column + 16, isFirst)
    add(b1, row + 1, column + 16, isFirst)
    add(b2, row + 2, column + 16, isFirst)
    add(b3, row + 3, column + 16, isFirst)
    add(b4, row + 4, column + 16, isFirst)
    add(b5, row + 5, column + 16, isFirst)
    add(b6, row + 6, column + 16, isFirst)
    add(b7, row + 7, column + 16, isFirst)
  }

  /// Adds one row's sums to the result; lanes and rows past the last asset have no place there.
  @inline(__always)
  private func add(_ sums: SIMD16<Element>, _ row: Int, _ column: Int, _ isFirst: Bool) {
    let order = blocks.order
    guard row < order else { return }
    let place = row * order + column
    guard column + 16 <= order else {
      for lane in 0..<order - column {
        covariance[place + lane] = (isFirst ? 0 : covariance[place + lane]) + sums[lane] * factor
      }
      return
    }
    let before = isFirst ? SIMD16<Element>(repeating: 0) : covariance.sixteen(at: place)
    covariance.setSixteen(at: place, to: before + sums * factor)
  }
}
