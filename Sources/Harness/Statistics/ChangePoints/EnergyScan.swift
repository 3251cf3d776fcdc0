import Glibc

/// The greatest energy distance between neighbouring stretches of a series of ranks.
///
/// Ranks become the normal scores that stand at them in a sample of as many (van der Waerden's), which fall into 16 bins of
/// equal width. For the values `a..<t` and `t..<b` of an interval, with distribution functions F and G of the scores,
///
///     Q = (t − a)(b − t) / (b − a) · ∫ (F − G)² dx
///
/// is E-divisive's distance, up to a factor of 2. It is looked at in the whole series, in its halves, quarters, …, each
/// overlapping the next by half, at up to 32 places in each: two changes that undo each other hide from the whole and not
/// from a part. Shorter intervals have more chances, and pay for them:
///
///     distance = Q − log(n / (b − a)) / 2
///
/// - Complexity: O(`n` + intervals · 32), each a vector of 16.
/// - Precondition: at least two values.
struct EnergyScan {
  /// Where the greatest distance was seen.
  struct Peak {
    var distance: Double
    var interval: Range<Int>
    var place: Int
  }

  typealias Counts = SIMD16<Float>

  let count: Int
  let minimum: Int
  /// Counts are kept for every so many values.
  private let grain: Int
  private let intervals: [Range<Int>]
  /// The scores run from -reach to +reach.
  private let reach: Double

  init(count: Int, minimum: Int) {
    self.count = count
    self.minimum = minimum
    grain = max(1, count / 2_048)
    reach = Normal.quantile((Double(count) - 0.5) / Double(count))
    intervals = Self.intervals(count: count, shortest: max(2 * minimum, 16 * grain), grain: grain)
  }

  /// The bin of each rank's score.
  func bins(of ranks: [Int]) -> [UInt8] {
    let width = 2 * reach / Double(Counts.scalarCount)
    return ranks.map { rank in
      let score = Normal.quantile((Double(rank) + 0.5) / Double(count))
      return UInt8(min(max((score + reach) / width, 0), Double(Counts.scalarCount - 1)))
    }
  }

  func peak(_ bins: [UInt8]) -> Peak {
    let sums = sums(bins)
    var peak = Peak(distance: -.infinity, interval: 0..<count, place: 0)
    for interval in intervals {
      let best = best(in: interval, sums, places: grid(interval))
      let distance = Double(best.distance) - log(Double(count) / Double(interval.count)) / 2
      if distance > peak.distance { peak = Peak(distance: distance, interval: interval, place: best.place) }
    }
    return peak
  }

  /// The places around a peak that the scan has not looked at one by one.
  func neighbourhood(of peak: Peak) -> Range<Int> {
    let reach = step(peak.interval) + grain
    return places(peak.interval).clamped(to: (peak.place - reach)..<(peak.place + reach + 1))
  }

  /// How many of the values before every `grain`-th place, and before the end, lie in each bin or a lower one.
  private func sums(_ bins: [UInt8]) -> [Counts] {
    var sums: [Counts] = []
    sums.reserveCapacity(count / grain + 2)
    let steps = Self.steps
    var counts = Counts.zero
    sums.append(counts)
    var start = 0
    while start < count {
      let end = min(start + grain, count)
      for bin in bins[start..<end] { counts += steps[Int(bin)] }
      sums.append(counts)
      start = end
    }
    return sums
  }

  /// For a value of each bin: one in its bin and all above.
  private static let steps: [Counts] = (0..<Counts.scalarCount).map { bin in
    var step = Counts.zero
    for above in bin..<Counts.scalarCount { step[above] = 1 }
    return step
  }

  private func best(
    in interval: Range<Int>, _ sums: [Counts], places: StrideTo<Int>
  ) -> (distance: Float, place: Int) {
    let start = sums[interval.lowerBound / grain]
    let end = sums[interval.upperBound == count ? sums.count - 1 : interval.upperBound / grain]
    let length = Float(interval.count)
    let rate = (end - start) / length
    let width = Float(2 * reach) / Float(Counts.scalarCount)
    var best: (distance: Float, place: Int) = (-.infinity, interval.lowerBound)
    for place in places {
      let before = Float(place - interval.lowerBound)
      let surplus = sums[place / grain] - start - rate * before
      let distance = Self.sum(surplus * surplus) * (width * length / (before * (length - before)))
      if distance > best.distance { best = (distance, place) }
    }
    return best
  }

  /// In a tree: the lanes' own `sum()` goes one by one.
  private static func sum(_ counts: Counts) -> Float {
    let eight = counts.lowHalf + counts.highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }

  /// Where an interval may be divided.
  private func places(_ interval: Range<Int>) -> Range<Int> {
    (interval.lowerBound + minimum)..<(interval.upperBound - minimum + 1)
  }

  private func step(_ interval: Range<Int>) -> Int { max(grain, interval.count / 32 / grain * grain) }

  private func grid(_ interval: Range<Int>) -> StrideTo<Int> {
    let places = places(interval)
    let first = (places.lowerBound + grain - 1) / grain * grain
    return stride(from: first, to: places.upperBound, by: step(interval))
  }

  /// The whole, and parts of half the length of those before, each overlapping the next by half; all begin and end on the grain.
  private static func intervals(count: Int, shortest: Int, grain: Int) -> [Range<Int>] {
    var intervals = [0..<count]
    var length = count / 2
    while length >= shortest {
      let rounded = length / grain * grain
      let shift = max(grain, rounded / 2 / grain * grain)
      intervals += stride(from: 0, to: count - rounded, by: shift).map { $0..<($0 + rounded) }
      // The newest values are looked at on every scale: nobody waits for what happened yesterday.
      intervals.append(((count - rounded) / grain * grain)..<count)
      length /= 2
    }
    return intervals
  }
}
