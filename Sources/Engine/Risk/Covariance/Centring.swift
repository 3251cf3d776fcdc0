import TickmarkFrames
import TickmarkMemory
import TickmarkParallel

/// Where the values of a day and a tile go.
enum CentredLayout: Sendable {
  /// As a panel has them, tile after tile.
  case tiles
  /// A row a day: what OpenBLAS and the devices take.
  case rows
}

extension CovarianceWorkspace {
  /// Fills `centred`: each value less its asset's weighted mean, times the root of its day's weight, in Float64 and then rounded.
  ///
  /// - Parameter areCentred: false takes the first day's value away in place of the mean, for a device that centres itself:
  ///   one pass less here, and a mean far from 0 still costs no digits there.
  mutating func centre(_ input: CovarianceInput<Element>, into layout: CentredLayout, areCentred: Bool = true) {
    let stride = rowStride
    let scale = areCentred ? 1 / sumOfWeights : 0
    centred.withLentBuffer { centred in
      roots.withLentBuffer { roots in
        let job = CentringJob(
          returns: input.returns, roots: roots, centred: centred, meanFactor: scale, layout: layout, rowStride: stride)
        WorkerTeam.shared.perform(job, parts: job.parts)
      }
    }
  }
}

/// A part is a group of tiles; their rows lie side by side, so that what is written by rows fills several cache lines.
private struct CentringJob<Element: RiskElement>: PartedJob {
  let returns: Panel<Element>
  let roots: LentBuffer<Double>
  let centred: LentBuffer<Element>
  let meanFactor: Double
  let layout: CentredLayout
  let rowStride: Int

  static var group: Int { 4 }
  var parts: Int { (returns.tiles + Self.group - 1) / Self.group }

  func run(part: Int, worker: Int) {
    let tiles = part * Self.group..<min((part + 1) * Self.group, returns.tiles)
    switch layout {
    case .tiles: for tile in tiles { write(tile..<tile + 1) }
    case .rows: write(tiles)
    }
  }

  @specialized(where Element == Float)
  @specialized(where Element == Double)
  private func write(_ tiles: Range<Int>) {
    let days = returns.days
    let first = returns.rows.slice(tiles.lowerBound * days..<tiles.upperBound * days)
    let rows = first.span
    // Of at most four tiles.
    var origins = InlineArray<4, SIMD16<Double>>(repeating: SIMD16(repeating: 0))
    for index in 0..<tiles.count {
      guard meanFactor != 0 else {
        origins[index] = Element.widen(rows[index * days])
        continue
      }
      var sum = SIMD16<Double>(repeating: 0)
      for day in 0..<days {
        let root = roots[day]
        sum += Element.widen(rows[index * days + day]) * (root * root)
      }
      origins[index] = sum * meanFactor
    }
    for day in 0..<days {
      let root = roots[day]
      for index in 0..<tiles.count {
        let tile = tiles.lowerBound + index
        let place = layout == .tiles ? (tile * days + day) * 16 : day * rowStride + tile * 16
        let value = (Element.widen(rows[index * days + day]) - origins[index]) * root
        centred.setSixteen(at: place, to: Element.narrow(value))
      }
    }
    if tiles.upperBound == returns.tiles { clearLanesPastTheLast() }
  }

  /// The gaps behind the last asset would spread through the products.
  private func clearLanesPastTheLast() {
    let tile = returns.tiles - 1
    for day in 0..<returns.days {
      let place = layout == .tiles ? (tile * returns.days + day) * 16 : day * rowStride + tile * 16
      for lane in returns.assets - tile * 16..<16 { centred[place + lane] = 0 }
    }
  }
}
