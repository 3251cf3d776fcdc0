/// Where the level of a series of measurements changes for good, or for a while.
///
/// E-divisive on ranks: the place that sets two stretches furthest apart is a candidate; it counts if the greatest distance
/// that the same values reach in random order is smaller (`ScanNull`); then the series is divided there and both parts are
/// looked at alike. At the end each place is found again between its neighbours, and must still count there.
///
/// Chance is asked for the *greatest* distance over all places: a test at a place that was chosen for its distance finds
/// changes in quiet series, too. Ranks in place of values make one slow run as harmless as one that is a little
/// slow, and the chance the same for every series of a length, so that it is found out once.
///
/// - Shape: `n` values in, at most `n / minimum - 1` changes out, in order.
/// - Units: any; only the order of the values counts. Equal values are put in random order by a fixed seed, which is what
///   keeps the chance exact for counts.
/// - Assumes that runs are exchangeable while nothing changes. A machine that drifts is a change: give ratios to a
///   yardstick where there are any.
/// - Complexity: O(`n` log `n`) a division; the first series of a length costs some thousand times that.
/// - Source: D. S. Matteson, N. A. James, "A nonparametric approach for multiple change point analysis of multivariate
///   data", JASA 109 (2014); the intervals: S. Kovács et al., "Seeded binary segmentation", Biometrika 110 (2023).
public struct ChangePoints: Sendable {
  public struct Change: Sendable, Equatable {
    /// The first value of the new level.
    public var index: Int
    /// The chance of so great a distance somewhere between the neighbouring changes if nothing had changed there.
    public var pValue: Double
  }

  /// The chance of finding anything in a series in which nothing changes.
  public let level: Double
  /// The fewest values between two changes.
  public let minimum: Int
  private let chance: ScanNull
  private let seed: UInt64

  /// - Precondition: `0 < level < 1`, `minimum >= 2`.
  public init(level: Double = 0.001, minimum: Int = 5, seed: UInt64 = 1) {
    precondition(level > 0 && level < 1, "a level has to lie strictly between 0 and 1")
    precondition(minimum >= 2, "a stretch of one value has no spread")
    self.level = level
    self.minimum = minimum
    self.seed = seed
    chance = ScanNull(minimum: minimum, level: level, seed: seed)
  }

  /// - Precondition: all values are numbers.
  public func find(in values: [Double]) -> [Change] {
    precondition(values.allSatisfy { !$0.isNaN }, "a value that is not a number has no rank")
    var random = SplitMix64(seed: seed)
    let series = Series(values: values, ranks: Ranks.of(values, random: &random))
    var places: [Int] = []
    divide(series, 0..<values.count, into: &places)
    return settled(places.sorted(), series)
  }

  private struct Series {
    let values: [Double]
    let ranks: [Int]
  }

  private func divide(_ series: Series, _ part: Range<Int>, into places: inout [Int]) {
    guard let (place, pValue) = candidate(series, part), pValue <= level else { return }
    places.append(place)
    divide(series, part.lowerBound..<place, into: &places)
    divide(series, place..<part.upperBound, into: &places)
  }

  /// The place of the greatest distance within the part, and its chance; nil where the part is too short for two.
  private func candidate(_ series: Series, _ part: Range<Int>) -> (place: Int, pValue: Double)? {
    guard part.count >= 2 * minimum else { return nil }
    let scan = EnergyScan(count: part.count, minimum: minimum)
    let peak = scan.peak(scan.bins(of: Ranks.within(series.ranks[part])))
    let pValue = chance.pValue(of: peak.distance, count: part.count)
    let near = scan.neighbourhood(of: peak)
    let places = (part.lowerBound + near.lowerBound)..<(part.lowerBound + near.upperBound)
    return (refined(part.lowerBound + peak.place, among: places, series.values[part]), pValue)
  }

  /// The place at which the values lie nearest to the median of their own side, where the medians differ.
  ///
  /// Ranks do not tell how far a value is from the other side, and with few values on one side the greatest distance tends
  /// towards the middle by a value or two.
  private func refined(_ place: Int, among places: Range<Int>, _ part: ArraySlice<Double>) -> Int {
    guard let before = Quantile.median(of: Array(part[..<place])),
      let after = Quantile.median(of: Array(part[place...])),
      before != after
    else { return place }
    var (misfit, best) = (0.0, (misfit: Double.infinity, place: place))
    for index in part.startIndex..<places.upperBound {
      if places.contains(index), misfit < best.misfit { best = (misfit, index) }
      misfit += abs(part[index] - before) - abs(part[index] - after)
    }
    return best.place
  }

  /// Finds each place again between its neighbours, and lets go the least likely one until all count.
  private func settled(_ found: [Int], _ series: Series) -> [Change] {
    var places = found
    while true {
      var changes: [Change] = []
      for index in places.indices {
        let next = index + 1 < places.count ? places[index + 1] : series.values.count
        let again = candidate(series, (changes.last?.index ?? 0)..<next)
        let isThere = again.map { $0.pValue <= level } ?? false
        changes.append(
          Change(index: isThere ? again?.place ?? places[index] : places[index], pValue: again?.pValue ?? 1))
      }
      guard let weakest = changes.indices.max(by: { changes[$0].pValue < changes[$1].pValue }),
        changes[weakest].pValue > level
      else { return changes }
      places.remove(at: weakest)
    }
  }
}

/// Places in ascending order of value.
enum Ranks {
  /// 0 for the smallest; equal values in random order.
  static func of(_ values: [Double], random: inout SplitMix64) -> [Int] {
    let lots = values.map { _ in random.next() }
    let order = values.indices.sorted { (values[$0], lots[$0]) < (values[$1], lots[$1]) }
    var ranks = [Int](repeating: 0, count: values.count)
    for (rank, index) in order.enumerated() { ranks[index] = rank }
    return ranks
  }

  /// The ranks of distinct numbers among themselves.
  static func within(_ part: ArraySlice<Int>) -> [Int] {
    let order = part.indices.sorted { part[$0] < part[$1] }
    var ranks = [Int](repeating: 0, count: part.count)
    for (rank, index) in order.enumerated() { ranks[index - part.startIndex] = rank }
    return ranks
  }
}
