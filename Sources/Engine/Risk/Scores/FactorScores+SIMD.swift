public import TickmarkAgreement
import TickmarkFrames
import TickmarkMemory

extension FactorScores {
  /// Sixteen assets at a time, orders by digits.
  public static var simd: Variant<Body> {
    Variant("simd") { input, workspace in
      workspace.check(input)
      for day in 0..<input.days {
        for tile in 0..<workspace.sums.count { workspace.sums[tile] = SIMD16(repeating: 0) }
        for index in input.factors.indices {
          workspace.take(input.factors[index], day: day)
          workspace.addScores(weight: input.weights[index], input.winsorising)
        }
        workspace.store(day: day)
      }
    }
  }
}

extension ScoreWorkspace {
  /// A day's values of a factor, and their order.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  fileprivate mutating func take<Element: PanelElement>(_ factor: Panel<Element>, day: Int) {
    let rows = factor.rows.span
    order.removeAll()
    for tile in 0..<factor.tiles {
      // An infinity becomes the gap that it counts as.
      let wide = Element.widen(rows[tile * factor.days + day])
      let row = wide + (wide - wide)
      values[tile] = row
      for lane in 0..<min(16, assets - tile * 16) where row[lane] == row[lane] { order.append(row[lane], from: lane) }
    }
  }

  /// Adds `weight` times the z-scores of the values at hand.
  fileprivate mutating func addScores(weight: Double, _ winsorising: Winsorising) {
    let count = order.count
    guard count > 0 else {
      for tile in 0..<sums.count { sums[tile] = SIMD16(repeating: .nan) }
      return
    }
    let limits = limits(winsorising)
    var lanes = SIMD16<Double>(repeating: 0)
    for tile in 0..<values.count {
      let row = limited(values[tile], limits)
      values[tile] = row
      lanes += row.replacing(with: 0, where: row .!= row)
    }
    let mean = Self.sum(lanes) / Double(count)
    lanes = SIMD16(repeating: 0)
    for tile in 0..<values.count {
      let distance = values[tile] - mean
      lanes += (distance * distance).replacing(with: 0, where: distance .!= distance)
    }
    let isFlat = limits.lowest == limits.highest
    let deviation = (Self.sum(lanes) / Double(count)).squareRoot()
    for tile in 0..<values.count {
      let distance = values[tile] - mean
      // A gap stays one: 0 times it.
      let score = isFlat ? distance * 0 : distance / deviation
      sums[tile] += weight * score
    }
  }

  /// The limits of the values at hand, and what the outermost of them become.
  private mutating func limits(
    _ winsorising: Winsorising
  ) -> (low: Double, high: Double, lowest: Double, highest: Double) {
    order.sort()
    let count = order.count
    let (lowest, highest) = (order[0], order[count - 1])
    var median = 0.0
    var (low, high) = winsorising.limits(count: count, value: { order[$0] }) {
      median = $0
      return 1
    }
    if case .deviations(let deviations) = winsorising {
      let reach = deviations * Winsorising.deviationsInDistance * middleDistance(from: median)
      (low, high) = (median - reach, median + reach)
    }
    return (low, high, min(max(lowest, low), high), min(max(highest, low), high))
  }

  /// The median distance from the median; the order is then one of distances.
  private mutating func middleDistance(from median: Double) -> Double {
    order.removeAll()
    for tile in 0..<values.count {
      let row = values[tile]
      for lane in 0..<min(16, assets - tile * 16) where row[lane] == row[lane] {
        order.append(abs(row[lane] - median), from: lane)
      }
    }
    order.sort()
    let half = Double(order.count - 1) * 0.5
    let below = order[Int(half)]
    return below + (half - half.rounded(.down)) * (order[min(Int(half) + 1, order.count - 1)] - below)
  }

  @inline(__always)
  private func limited(
    _ row: SIMD16<Double>, _ limits: (low: Double, high: Double, lowest: Double, highest: Double)
  ) -> SIMD16<Double> {
    let raised = row.replacing(with: limits.low, where: row .< limits.low)
    return raised.replacing(with: limits.high, where: raised .> limits.high)
  }

  /// In halves.
  @inline(__always)
  private static func sum(_ lanes: SIMD16<Double>) -> Double {
    let eight = lanes.lowHalf + lanes.highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two[0] + two[1]
  }

  /// The day's scores, and their ranks.
  fileprivate mutating func store(day: Int) {
    order.removeAll()
    for asset in 0..<assets {
      let score = sums[asset / 16][asset % 16]
      scores[day, asset] = score
      ranks[day, asset] = .nan
      if score == score { order.append(score, from: asset) }
    }
    order.sort()
    var first = 0
    while first < order.count {
      var last = first
      while last + 1 < order.count, order.areEqual(last + 1, first) { last += 1 }
      for position in first...last { ranks[day, order.place(position)] = Double(first + last + 2) / 2 }
      first = last + 1
    }
  }
}
