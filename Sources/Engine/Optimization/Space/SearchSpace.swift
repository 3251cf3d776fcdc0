/// The parameters of a study, in the order of their names: the same space whatever order a file had.
public struct SearchSpace: Sendable, Hashable {
  public struct Parameter: Sendable, Hashable {
    public let name: String
    public let distribution: Distribution
  }

  public let parameters: [Parameter]

  /// - Throws: `.badDistribution`; `.emptySpace` without a parameter.
  public init(_ distributions: [String: Distribution]) throws(OptimizationError) {
    guard !distributions.isEmpty else { throw .emptySpace }
    for (name, distribution) in distributions.sorted(by: { $0.key < $1.key }) { try distribution.check(name: name) }
    parameters = distributions.sorted { $0.key < $1.key }.map { Parameter(name: $0.key, distribution: $0.value) }
  }

  public var dimensions: Int { parameters.count }

  /// How many points there are; nil for a continuum, and where there are more than an `Int` can count.
  public var points: Int? {
    var points = 1
    for parameter in parameters {
      guard let count = parameter.distribution.count else { return nil }
      let (product, overflow) = points.multipliedReportingOverflow(by: count)
      if overflow { return nil }
      points = product
    }
    return points
  }

  /// The point with this number: the last parameter runs fastest.
  ///
  /// - Precondition: `points` is not nil and `index` is below it.
  public func point(at index: Int) -> Point {
    var rest = index
    var values = [Double](repeating: 0, count: dimensions)
    for dimension in parameters.indices.reversed() {
      let distribution = parameters[dimension].distribution
      let count = distribution.count ?? 1
      values[dimension] = distribution.value(at: rest % count)
      rest /= count
    }
    return Point(values: values)
  }

  /// The point at a place of the unit cube.
  ///
  /// - Precondition: one coordinate a parameter, each at least 0 and below 1.
  public func point(at place: [Double]) -> Point {
    precondition(place.count == dimensions, "one coordinate a parameter")
    return Point(values: zip(parameters, place).map { $0.distribution.value(at: $1) })
  }

  /// The values by name, as a strategy sees them.
  public func shown(_ point: Point) -> [String: ParameterValue] {
    Dictionary(
      uniqueKeysWithValues: zip(parameters, point.values).map { ($0.name, $0.distribution.shown($1)) })
  }
}

/// One value a parameter, in internal form and in the order of the space.
public struct Point: Sendable, Hashable {
  public var values: [Double]

  public init(values: [Double]) { self.values = values }
}
