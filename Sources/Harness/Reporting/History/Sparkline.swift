/// A series as one line of eight heights.
enum Sparkline {
  private static let heights: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// At most `width` columns; each stands for the median of as many neighbouring values.
  ///
  /// - Parameter least: what the lowest height stands for, and `most` the highest; equal ones draw a flat line.
  static func text(_ values: [Double], width: Int) -> String {
    let columns = columns(values, width: width)
    guard let least = columns.min(), let most = columns.max() else { return "" }
    return String(
      columns.map { value in
        guard most > least else { return heights[3] }
        return heights[min(7, Int((value - least) / (most - least) * 8))]
      })
  }

  /// The values in at most `count` groups of neighbours, the median of each.
  static func columns(_ values: [Double], width count: Int) -> [Double] {
    guard values.count > count else { return values }
    return (0..<count).map { column in
      let group = values[(column * values.count / count)..<((column + 1) * values.count / count)].sorted()
      return group[group.count / 2]
    }
  }
}
