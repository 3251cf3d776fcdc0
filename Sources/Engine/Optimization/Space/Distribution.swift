import Glibc

/// The values that one parameter may take.
///
/// A value has an *internal* form, a `Double`: an integer as itself, a choice as its index. Samplers, keys and databases
/// hold internal forms; strategies see `ParameterValue`.
public enum Distribution: Sendable, Hashable {
  /// low, low + step, … up to `high`; evenly on the scale of logarithms where `isLogarithmic`, and the step is then 1.
  case integer(low: Int, high: Int, step: Int, isLogarithmic: Bool)
  /// Anything from `low` to `high`; `low + k · step` where there is a step.
  case float(low: Double, high: Double, step: Double?, isLogarithmic: Bool)
  case categorical([ParameterValue])

  /// How many values there are; nil for a continuum.
  public var count: Int? {
    switch self {
    case .integer(let low, let high, let step, _): (high - low) / step + 1
    case .float(let low, let high, let step?, _): Int(((high - low) / step + 1e-9).rounded(.down)) + 1
    case .float(let low, let high, nil, _): low == high ? 1 : nil
    case .categorical(let choices): choices.count
    }
  }

  /// The internal form of the value with this number, of those that can be counted.
  ///
  /// - Precondition: `count` is not nil and `index` is below it.
  public func value(at index: Int) -> Double {
    switch self {
    case .integer(let low, _, let step, _): Double(low + index * step)
    case .float(let low, let high, let step, _): step.map { min(low + Double(index) * $0, high) } ?? low
    case .categorical: Double(index)
    }
  }

  /// The internal form of the value at a place between 0 and 1: every value has an interval of its own of these, equally
  /// long but where the scale is logarithmic.
  ///
  /// - Precondition: `0 ≤ place < 1`.
  public func value(at place: Double) -> Double {
    switch self {
    case .integer(let low, let high, _, true):
      // Each integer stands for half of the way to its neighbours.
      let (from, to) = (log(Double(low) - 0.5), log(Double(high) + 0.5))
      return min(max(exp(from + place * (to - from)).rounded(), Double(low)), Double(high))
    case .float(let low, let high, nil, let isLogarithmic):
      guard low < high else { return low }
      guard isLogarithmic else { return low + place * (high - low) }
      return min(max(exp(log(low) + place * (log(high) - log(low))), low), high)
    case .integer, .float, .categorical:
      let count = count ?? 1
      return value(at: min(Int(place * Double(count)), count - 1))
    }
  }

  /// The nearest value that the distribution has; nil for what lies outside, and for NaN.
  public func canonical(_ value: Double) -> Double? {
    switch self {
    case .integer(let low, let high, let step, _):
      guard value >= Double(low), value <= Double(high), value.rounded() == value else { return nil }
      let last = (high - low) / step
      return Double(low + min(Int(((value - Double(low)) / Double(step)).rounded()), last) * step)
    case .float(let low, let high, let step, _):
      let slack = (step ?? 0) * 1e-6
      guard value >= low - slack, value <= high + slack else { return nil }
      guard let step else { return value + 0 }  // −0 becomes 0
      return self.value(at: min(Int(((value - low) / step).rounded()), (count ?? 1) - 1)) + 0
    case .categorical(let choices):
      guard value >= 0, value < Double(choices.count), value.rounded() == value else { return nil }
      return value + 0
    }
  }

  /// What a strategy sees of an internal form that may be of another program; nil for one that the distribution does not
  /// have.
  public func shownIfValid(_ value: Double) -> ParameterValue? { canonical(value).map(shown) }

  /// What a strategy sees of an internal form.
  public func shown(_ value: Double) -> ParameterValue {
    switch self {
    case .integer: .integer(Int(value))
    case .float: .float(value)
    case .categorical(let choices): choices[Int(value)]
    }
  }

  /// - Throws: `.badDistribution` where there is no value in it.
  func check(name: String) throws(OptimizationError) {
    func refuse(_ problem: String) -> OptimizationError { .badDistribution(parameter: name, problem: problem) }
    switch self {
    case .integer(let low, let high, let step, let isLogarithmic):
      if low > high { throw refuse("its low \(low) is above its high \(high)") }
      if low < -(1 << 53) || high > 1 << 53 { throw refuse("beyond 2^53 an integer is not exact") }
      if step < 1 { throw refuse("its step \(step) is below 1") }
      if isLogarithmic, low < 1 { throw refuse("a logarithmic integer begins at 1 or above, not at \(low)") }
      if isLogarithmic, step != 1 { throw refuse("a logarithmic integer has no step") }
    case .float(let low, let high, let step, let isLogarithmic):
      guard low.isFinite, high.isFinite, (high - low).isFinite else { throw refuse("its range is not finite") }
      if low > high { throw refuse("its low \(low) is above its high \(high)") }
      if let step, !(step > 0) || !step.isFinite { throw refuse("its step \(step) is not above 0") }
      if let step, (high - low) / step > Double(1 << 53) { throw refuse("it has more steps than can be told apart") }
      if isLogarithmic, !(low > 0) { throw refuse("a logarithmic scale begins above 0, not at \(low)") }
      if isLogarithmic, step != nil { throw refuse("a logarithmic scale has no step") }
    case .categorical(let choices):
      if choices.isEmpty { throw refuse("it has no choices") }
      if Set(choices).count != choices.count { throw refuse("a choice is there twice") }
    }
  }
}
