public import TickmarkAgreement
import TickmarkFrames
import TickmarkMemory
import TickmarkParallel

extension FactorReturns {
  /// Four days by two factors at a time, tile after tile, in vectors of sixteen assets that are added up at the end.
  public static var simd: Variant<Body> {
    Variant("simd") { input, workspace in
      workspace.check(input)
      workspace.multiplyTiles(input)
      return nil
    }
  }
}

extension FactorWorkspace {
  fileprivate mutating func multiplyTiles(_ input: FactorInput<Element>) {
    let (assets, factors) = (assets, factors)
    let given = input.loadings.values.span
    for factor in 0..<factors {
      for asset in 0..<assets {
        loadingTiles[(asset / 16 * factors + factor) * 16 + asset % 16] = given[factor * assets + asset]
      }
    }
    loadingTiles.withLentBuffer { loadings in
      factorReturns.values.withLentBuffer { result in
        let job = FactorTileJob(returns: input.returns, loadings: loadings, factors: factors, result: result)
        let part = FactorReturns<Element>.part
        WorkerTeam.shared.perform(job, parts: (input.returns.days + part - 1) / part)
      }
    }
  }
}

private struct FactorTileJob<Element: RiskElement>: PartedJob {
  let returns: Panel<Element>
  let loadings: LentBuffer<Element>
  let factors: Int
  let result: LentBuffer<Element>

  func run(part: Int, worker: Int) {
    let first = part * FactorReturns<Element>.part
    multiply(first..<min(first + FactorReturns<Element>.part, returns.days))
  }

  @specialized(where Element == Float)
  @specialized(where Element == Double)
  private func multiply(_ days: Range<Int>) {
    let rows = returns.rows.span
    for day in stride(from: days.lowerBound, to: days.upperBound, by: 4) {
      // Past the last day or factor the last one is computed again, and stored again.
      let lastDay = days.upperBound - 1
      let dayOffsets = (day, min(day + 1, lastDay), min(day + 2, lastDay), min(day + 3, lastDay))
      for factor in stride(from: 0, to: factors, by: 2) {
        let other = min(factor + 1, factors - 1)
        typealias Sum = SIMD16<Element>
        var (a0, a1, a2, a3) = (Sum(), Sum(), Sum(), Sum())
        var (b0, b1, b2, b3) = (Sum(), Sum(), Sum(), Sum())
        for tile in 0..<returns.tiles {
          let a = loadings.sixteen(at: (tile * factors + factor) * 16)
          let b = loadings.sixteen(at: (tile * factors + other) * 16)
          let base = tile * returns.days
          let isLast = tile == returns.tiles - 1
          let r0 = isLast ? withoutGaps(rows[base + dayOffsets.0]) : rows[base + dayOffsets.0]
          let r1 = isLast ? withoutGaps(rows[base + dayOffsets.1]) : rows[base + dayOffsets.1]
          let r2 = isLast ? withoutGaps(rows[base + dayOffsets.2]) : rows[base + dayOffsets.2]
          let r3 = isLast ? withoutGaps(rows[base + dayOffsets.3]) : rows[base + dayOffsets.3]
          a0 = Element.multiplyAdd(r0, a, a0)
          a1 = Element.multiplyAdd(r1, a, a1)
          a2 = Element.multiplyAdd(r2, a, a2)
          a3 = Element.multiplyAdd(r3, a, a3)
          b0 = Element.multiplyAdd(r0, b, b0)
          b1 = Element.multiplyAdd(r1, b, b1)
          b2 = Element.multiplyAdd(r2, b, b2)
          b3 = Element.multiplyAdd(r3, b, b3)
        }
        store(a0, dayOffsets.0, factor)
        store(a1, dayOffsets.1, factor)
        store(a2, dayOffsets.2, factor)
        store(a3, dayOffsets.3, factor)
        store(b0, dayOffsets.0, other)
        store(b1, dayOffsets.1, other)
        store(b2, dayOffsets.2, other)
        store(b3, dayOffsets.3, other)
      }
    }
  }

  @inline(__always)
  private func store(_ sums: SIMD16<Element>, _ day: Int, _ factor: Int) {
    let wide = Element.widen(sums)
    let eight = wide.lowHalf + wide.highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    result[day * factors + factor] = Element(two[0] + two[1])
  }

  /// 0 in the lanes past the last asset, which are the only gaps there are.
  @inline(__always)
  private func withoutGaps(_ row: SIMD16<Element>) -> SIMD16<Element> { row.replacing(with: 0, where: row .!= row) }
}
