import TickmarkMemory
import TickmarkParallel

/// The upper triangle of an N × N matrix in blocks, a part each; blocks off the diagonal come first, since they take twice as
/// long and the last ones decide how long one thread waits for the other.
struct GramBlocks: Sendable {
  let order: Int
  /// Rows and columns of a block; whole tiles.
  let size: Int

  /// - Parameter atMost: a block of 256 is a quarter of a second-level cache of 1 MiB in Float32. At least four blocks a side
  ///   are made where there are so many tiles, so that there is work for all threads.
  init(order: Int, atMost: Int = 256) {
    self.order = order
    size = min(atMost, max(64, (order / 4 + 15) / 16 * 16))
  }

  private var perSide: Int { (order + size - 1) / size }
  var parts: Int { perSide * (perSide + 1) / 2 }

  /// The rows and the columns of a block.
  func block(_ part: Int) -> (rows: Range<Int>, columns: Range<Int>) {
    let offDiagonal = perSide * (perSide - 1) / 2
    guard part < offDiagonal else { return (range(part - offDiagonal), range(part - offDiagonal)) }
    var row = 0
    var left = part
    while left >= perSide - 1 - row {
      left -= perSide - 1 - row
      row += 1
    }
    return (range(row), range(row + 1 + left))
  }

  private func range(_ index: Int) -> Range<Int> { index * size..<min((index + 1) * size, order) }
}

/// Computes one block of the upper triangle after the other, and mirrors each at once.
protocol GramJob: PartedJob {
  associatedtype Element: RiskElement
  var blocks: GramBlocks { get }
  var covariance: LentBuffer<Element> { get }
  /// Fills at least the upper triangle of a block on the diagonal, and all of any other.
  func fill(rows: Range<Int>, columns: Range<Int>)
}

extension GramJob {
  func run(part: Int, worker: Int) {
    let (rows, columns) = blocks.block(part)
    fill(rows: rows, columns: columns)
    mirror(covariance, order: blocks.order, rows: rows, columns: columns)
  }
}

/// Copies a block of the upper triangle to its place in the lower one, in squares of sixteen, so that lines are used whole.
@specialized(where Element == Float)
@specialized(where Element == Double)
func mirror<Element: RiskElement>(_ matrix: LentBuffer<Element>, order: Int, rows: Range<Int>, columns: Range<Int>) {
  for firstRow in stride(from: rows.lowerBound, to: rows.upperBound, by: 16) {
    let lastRow = min(firstRow + 16, rows.upperBound)
    for firstColumn in stride(from: max(columns.lowerBound, firstRow), to: columns.upperBound, by: 16) {
      for column in firstColumn..<min(firstColumn + 16, columns.upperBound) {
        for row in firstRow..<min(lastRow, column) { matrix[column * order + row] = matrix[row * order + column] }
      }
    }
  }
}

extension CovarianceWorkspace {
  /// Mirrors the whole upper triangle on all threads, for variants that fill it in one go.
  mutating func mirrorUpperTriangle() {
    let order = assets
    covariance.values.withLentBuffer { covariance in
      let job = MirrorJob(blocks: GramBlocks(order: order), covariance: covariance)
      WorkerTeam.shared.perform(job, parts: job.blocks.parts)
    }
  }
}

private struct MirrorJob<Element: RiskElement>: GramJob {
  let blocks: GramBlocks
  let covariance: LentBuffer<Element>
  func fill(rows: Range<Int>, columns: Range<Int>) {}
}
