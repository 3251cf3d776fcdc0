import Glibc

/// A density over a search space: a kernel around each point, and a wide one over the whole space.
struct ParzenEstimator {
  private let kernels: [[Kernel]]
  private let space: SearchSpace

  init(_ space: SearchSpace, at points: [Point]) {
    self.space = space
    let axes = space.parameters.map { Axis($0.distribution) }
    // Narrower where there are more points, wider where there are more dimensions (Scott 1992).
    let width = 0.2 * pow(Double(max(points.count, 1)), -1 / Double(space.dimensions + 4))
    let narrow = points.map { point in
      zip(axes, point.values).map { $0.kernel(at: $1, relativeWidth: width, points: points.count) }
    }
    kernels = narrow + [axes.map(\.prior)]
  }

  /// A point drawn from the density.
  func draw(_ random: inout TrialRandom) -> Point {
    let kernel = kernels[Int(random.next() % UInt64(kernels.count))]
    return Point(
      values: zip(kernel, space.parameters).map { kernel, parameter in
        let value = kernel.draw(&random)
        return parameter.distribution.canonical(value) ?? parameter.distribution.value(at: random.nextUnit())
      })
  }

  /// The logarithm of the density at a point.
  func logDensity(of point: Point) -> Double {
    let logs = kernels.map { kernel in zip(kernel, point.values).reduce(0.0) { $0 + $1.0.logDensity(at: $1.1) } }
    let largest = logs.max() ?? 0
    return largest + log(logs.reduce(0) { $0 + exp($1 - largest) }) - log(Double(logs.count))
  }

  /// How one parameter is spread out.
  private struct Axis {
    let distribution: Distribution

    init(_ distribution: Distribution) { self.distribution = distribution }

    func kernel(at value: Double, relativeWidth: Double, points: Int) -> Kernel {
      switch distribution {
      case .categorical(let choices): .choices(choices.count, favourite: Int(value), points: points)
      case .integer, .float:
        .number(Bell(distribution, center: value, relativeWidth: relativeWidth))
      }
    }

    var prior: Kernel {
      switch distribution {
      case .categorical(let choices): .choices(choices.count, favourite: nil, points: 0)
      case .integer, .float: .number(Bell(distribution, center: nil, relativeWidth: 1))
      }
    }
  }

  private enum Kernel {
    case number(Bell)
    /// The favourite has the weight of all points beside one shared by all choices.
    case choices(Int, favourite: Int?, points: Int)

    func draw(_ random: inout TrialRandom) -> Double {
      switch self {
      case .number(let bell): bell.draw(&random)
      case .choices(let count, let favourite, let points):
        if let favourite, random.nextUnit() < Double(points) / Double(points + 1) {
          Double(favourite)
        } else {
          Double(Int(random.nextUnit() * Double(count)))
        }
      }
    }

    func logDensity(at value: Double) -> Double {
      switch self {
      case .number(let bell): return bell.logDensity(at: value)
      case .choices(let count, let favourite, let points):
        let shared = favourite == nil ? 1 : 1 / Double(points + 1)
        let own = favourite.map { Double($0) == value } == true ? 1 - shared : 0
        return log(own + shared / Double(count))
      }
    }
  }
}

/// A normal density cut off at the ends of a parameter's range, on the scale of logarithms where the parameter is; of a
/// stepped parameter a value stands for all within half a step.
struct Bell {
  private let distribution: Distribution
  private let low: Double
  private let high: Double
  private let center: Double
  private let deviation: Double
  private let isLogarithmic: Bool
  private let halfStep: Double

  /// - Parameter center: nil is the middle of the range.
  init(_ distribution: Distribution, center: Double?, relativeWidth: Double) {
    self.distribution = distribution
    switch distribution {
    case .integer(let low, let high, let step, let isLogarithmic):
      halfStep = Double(step) / 2
      self.isLogarithmic = isLogarithmic
      self.low = Self.scaled(Double(low) - halfStep, isLogarithmic)
      self.high = Self.scaled(Double(high) + halfStep, isLogarithmic)
    case .float(let low, let high, let step, let isLogarithmic):
      halfStep = (step ?? 0) / 2
      self.isLogarithmic = isLogarithmic
      self.low = Self.scaled(low - halfStep, isLogarithmic)
      self.high = Self.scaled(high + halfStep, isLogarithmic)
    case .categorical: preconditionFailure("choices have no order")
    }
    let range = max(high - low, .leastNormalMagnitude)
    if let center { self.center = Self.scaled(center, isLogarithmic) } else { self.center = (low + high) / 2 }
    deviation = relativeWidth * range
  }

  func draw(_ random: inout TrialRandom) -> Double {
    var place = center
    // The middle of a kernel lies inside the range: at least one draw in four does too.
    for _ in 0..<64 {
      let (radius, angle) = ((-2 * log(1 - random.nextUnit())).squareRoot(), 2 * Double.pi * random.nextUnit())
      place = center + deviation * radius * cos(angle)
      if place >= low, place <= high { break }
    }
    place = min(max(place, low), high)
    return snapped(isLogarithmic ? exp(place) : place)
  }

  /// The nearest value that the distribution has.
  private func snapped(_ value: Double) -> Double {
    guard let count = distribution.count else { return value }
    let (first, last) = (distribution.value(at: 0), distribution.value(at: count - 1))
    guard halfStep > 0 else { return first }
    let index = ((min(max(value, first), last) - first) / (2 * halfStep)).rounded()
    return distribution.value(at: Int(index))
  }

  func logDensity(at value: Double) -> Double {
    // One value is certain.
    guard high > low else { return 0 }
    let whole = share(from: low, to: high)
    guard halfStep > 0 else {
      let z = (Self.scaled(value, isLogarithmic) - center) / deviation
      return -0.5 * z * z - log(deviation * (2 * Double.pi).squareRoot()) - log(whole)
    }
    let part = share(
      from: max(Self.scaled(value - halfStep, isLogarithmic), low),
      to: min(Self.scaled(value + halfStep, isLogarithmic), high))
    return log(max(part, .leastNormalMagnitude)) - log(whole)
  }

  private func share(from: Double, to: Double) -> Double {
    let scale = 1 / (deviation * 2.0.squareRoot())
    return 0.5 * (erf((to - center) * scale) - erf((from - center) * scale))
  }

  private static func scaled(_ value: Double, _ isLogarithmic: Bool) -> Double {
    isLogarithmic ? log(max(value, .leastNormalMagnitude)) : value
  }
}
