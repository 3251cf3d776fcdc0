import TickmarkBaselines
import TickmarkTypesetting

/// How the time of one variant of an operation grows with its size: with the elements that a call handles, or with the size in the
/// cases' names where a tool does not tell the elements.
struct Growth {
  struct Point {
    var size: Double
    /// Nanoseconds of one call.
    var time: Double
    var interval: [Double]?
  }

  let variant: String
  /// Whether sizes are elements.
  let isOfElements: Bool
  /// By size, smallest first.
  let points: [Point]
  /// Nil with a single size.
  let fit: PowerLaw?

  private init(variant: String, isOfElements: Bool, points: [Point]) {
    self.variant = variant
    self.isOfElements = isOfElements
    self.points = points
    fit = PowerLaw(sizes: points.map(\.size), costs: points.map(\.time))
  }

  /// The variants of one operation, in order of appearance; empty where fewer than two sizes were timed.
  static func ofVariants(in rows: [ReportRow]) -> [Growth] {
    var names: [String] = []
    for row in rows where !names.contains(row.variant) { names.append(row.variant) }
    // Of one operation all are measured by the same.
    let isOfElements = rows.contains { ($0.after?.rows ?? 0) > 0 }
    let all: [Growth] = names.compactMap { name in
      let points = rows.filter { $0.variant == name }.compactMap { point($0, isOfElements) }.sorted {
        $0.size < $1.size
      }
      return points.isEmpty ? nil : Growth(variant: name, isOfElements: isOfElements, points: points)
    }
    return Set(all.flatMap(\.points).map(\.size)).count > 1 ? all : []
  }

  /// The largest exponent between two neighbouring sizes, and those sizes: where a cache ends, or a contract.
  var steepest: (exponent: Double, from: Double, to: Double)? {
    let steps = zip(points, points.dropFirst()).compactMap { small, large in
      PowerLaw(sizes: [small.size, large.size], costs: [small.time, large.time]).map {
        (exponent: $0.exponent, from: small.size, to: large.size)
      }
    }
    return steps.max { $0.exponent < $1.exponent }
  }

  /// Whether the rows have any size: a tool may tell neither elements nor a size in the name.
  static func hasSizes(_ rows: [ReportRow]) -> Bool {
    rows.contains { ($0.after?.rows ?? 0) > 0 || $0.namedSize != nil }
  }

  private static func point(_ row: ReportRow, _ isOfElements: Bool) -> Point? {
    let size = isOfElements ? row.after.map { Double($0.rows) } : row.namedSize
    guard let record = row.after, let size, size > 0, let wall = record.metrics["wall"], let median = wall.median,
      let nanoseconds = Units.nanoseconds(median, unit: wall.unit), LogAxis.canShow(nanoseconds)
    else { return nil }
    let interval = wall.interval?.compactMap { Units.nanoseconds($0, unit: wall.unit) }.filter(LogAxis.canShow)
    return Point(size: size, time: nanoseconds, interval: interval?.count == 2 ? interval : nil)
  }
}
