public import TickmarkMemory

/// What is in a column: how many values, how many gaps, and their spread.
///
/// - Accuracy: sums in Float64. Each addition of rows is centred on its own mean and joined to what was there (Chan, Golub,
///   LeVeque 1979), so the deviation does not suffer from a large mean.
public struct ColumnSummary: Equatable, Sendable {
  public private(set) var count = 0
  public private(set) var gaps = 0
  public private(set) var minimum = Double.nan
  public private(set) var maximum = Double.nan
  /// NaN without values.
  public private(set) var mean = Double.nan
  private var squares = 0.0

  public init() {}

  /// Sample standard deviation; NaN for fewer than two values.
  public var deviation: Double { count < 2 ? .nan : (squares / Double(count - 1)).squareRoot() }

  /// Adds a tile's rows, of which the first `assets` lanes count.
  ///
  /// - Complexity: O(rows), two passes.
  @specialized(where Element == Float) @specialized(where Element == Double)
  public mutating func add<Element: PanelElement>(_ rows: Column<SIMD16<Element>>, assets: Int) {
    let rows = rows.span
    let none = SIMD16<Double>(repeating: 0)
    var sums = none
    var counts = none
    var least = SIMD16<Double>(repeating: .infinity)
    var greatest = SIMD16<Double>(repeating: -.infinity)
    for day in rows.indices {
      let values = Element.widen(rows[day])
      let isValue = values .== values
      sums += none.replacing(with: values, where: isValue)
      counts += none.replacing(with: SIMD16(repeating: 1), where: isValue)
      least.replace(with: values, where: values .< least)
      greatest.replace(with: values, where: values .> greatest)
    }
    var (sum, added) = (0.0, 0.0)
    for lane in 0..<assets { (sum, added) = (sum + sums[lane], added + counts[lane]) }
    gaps += assets * rows.count - Int(added)
    guard added > 0 else { return }
    let centre = sum / added
    var deviations = none
    for day in rows.indices {
      let distance = Element.widen(rows[day]) - SIMD16(repeating: centre)
      deviations += none.replacing(with: distance * distance, where: distance .== distance)
    }
    let shift = count == 0 ? 0 : centre - mean
    let before = Double(count)
    for lane in 0..<assets {
      squares += deviations[lane]
      if least[lane] <= greatest[lane] {
        minimum = minimum <= least[lane] ? minimum : least[lane]
        maximum = maximum >= greatest[lane] ? maximum : greatest[lane]
      }
    }
    squares += shift * shift * before * added / (before + added)
    mean = count == 0 ? centre : mean + shift * added / (before + added)
    count += Int(added)
  }
}

extension PanelFile {
  /// A summary of each column, in one pass over the file in the memory of about two tiles.
  ///
  /// - Throws: `damagedPanel`.
  public func summaries() throws(FrameError) -> [ColumnSummary] {
    var summaries = columns.map { _ in ColumnSummary() }
    try forEachTile { tile in
      for column in columns.indices { summaries[column].add(tile[column], assets: tile.assets) }
    }
    return summaries
  }
}
