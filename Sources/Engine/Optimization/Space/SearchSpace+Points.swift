extension SearchSpace {
  /// The point that values by name stand for, in canonical form.
  ///
  /// - Throws: `.missingValue`; `.badValue` for what is no number where one is wanted, for NaN, for what lies outside of the
  ///   space, and for a name that the space does not have.
  public func point(of values: [String: ParameterValue]) throws(OptimizationError) -> Point {
    let names = Set(parameters.map(\.name))
    if let stranger = values.keys.filter({ !names.contains($0) }).min() {
      throw .badValue(parameter: stranger, value: "\(values[stranger].map { "\($0)" } ?? "")")
    }
    var point = Point(values: [])
    for parameter in parameters {
      guard let value = values[parameter.name] else { throw .missingValue(parameter: parameter.name) }
      guard let inner = parameter.distribution.inner(value) else {
        throw .badValue(parameter: parameter.name, value: "\(value)")
      }
      point.values.append(inner)
    }
    return point
  }
}

extension Distribution {
  /// The internal form of a value as a strategy sees it; nil where the distribution does not have it.
  public func inner(_ value: ParameterValue) -> Double? {
    guard case .categorical(let choices) = self else { return value.number.flatMap(canonical) }
    if let index = choices.firstIndex(of: value) { return Double(index) }
    // 10 and 10.0 are one choice.
    guard let number = value.number else { return nil }
    return choices.firstIndex { $0.number == number }.map(Double.init)
  }
}
