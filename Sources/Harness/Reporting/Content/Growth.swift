import TickmarkBaselines
import TickmarkTypesetting

/// How the time of one variant of an operation grows with its size.
struct Growth {
  struct Point {
    var size: Double
    /// Nanoseconds of one call.
    var time: Double
    var interval: [Double]?
  }

  let variant: String
  /// By size, smallest first.
  let points: [Point]
  /// Nil with a single size.
  let fit: PowerLaw?

  private init(variant: String, points: [Point]) {
    self.variant = variant
    self.points = points
    fit = PowerLaw(sizes: points.map(\.size), costs: points.map(\.time))
  }

  /// The variants of one operation, in order of appearance; empty where fewer than two sizes were timed.
  static func ofVariants(in rows: [ReportRow]) -> [Growth] {
    var names: [String] = []
    for row in rows where !names.contains(row.variant) { names.append(row.variant) }
    let all: [Growth] = names.compactMap { name in
      let points = rows.filter { $0.variant == name }.compactMap(point).sorted { $0.size < $1.size }
      return points.isEmpty ? nil : Growth(variant: name, points: points)
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

  private static func point(_ row: ReportRow) -> Point? {
    guard let record = row.after, record.rows > 0, let wall = record.metrics["wall"], let median = wall.median,
      let nanoseconds = Units.nanoseconds(median, unit: wall.unit), LogAxis.canShow(nanoseconds)
    else { return nil }
    let interval = wall.interval?.compactMap { Units.nanoseconds($0, unit: wall.unit) }.filter(LogAxis.canShow)
    return Point(size: Double(record.rows), time: nanoseconds, interval: interval?.count == 2 ? interval : nil)
  }
}
