import TickmarkFrames
import TickmarkMemory

/// Series of bars that grow, are made into weeks and dropped. Every way gives the same sum over the weeks.
final class BarChurn {
  /// Series whose weeks live at once.
  private static let alive = 16
  private static let longest = 512
  private static let week = 5

  private let lengths: [Int]
  /// Of `reused`: made by its first call.
  private var days: [BarRecord] = []
  private var weeks: [[BarRecord]] = []

  /// - Parameter count: bars of all series together.
  init(bars count: Int) {
    var lengths: [Int] = []
    var left = count
    while left > 0 {
      let length = min(left, 20 + Int(SplitMix.bits(seed: 7, lengths.count) % UInt64(Self.longest - 19)))
      lengths.append(length)
      left -= length
    }
    self.lengths = lengths
  }

  func allocated() -> Double { made(isReserving: false) }

  func reserved() -> Double { made(isReserving: true) }

  func reused() -> Double {
    if weeks.isEmpty {
      days.reserveCapacity(Self.longest)
      weeks = (0..<Self.alive).map { _ in
        var weeks: [BarRecord] = []
        weeks.reserveCapacity(Self.longest / Self.week + 1)
        return weeks
      }
    }
    return Self.refill(&days, &weeks, lengths)
  }

  private func made(isReserving: Bool) -> Double {
    var alive = [[BarRecord]](repeating: [], count: Self.alive)
    var sum = 0.0
    for (series, length) in lengths.enumerated() {
      var days: [BarRecord] = []
      if isReserving { days.reserveCapacity(length) }
      Self.grow(&days, to: length, series)
      var weeks: [BarRecord] = []
      if isReserving { weeks.reserveCapacity((length + Self.week - 1) / Self.week) }
      Self.resample(days, into: &weeks)
      sum += Self.sum(weeks)
      alive[series % Self.alive] = weeks
    }
    return sum
  }

  // What is kept is passed on: one access to the object's memory a call, and none a bar.
  private static func refill(_ days: inout [BarRecord], _ weeks: inout [[BarRecord]], _ lengths: [Int]) -> Double {
    var sum = 0.0
    for series in lengths.indices {
      days.removeAll(keepingCapacity: true)
      grow(&days, to: lengths[series], series)
      let place = series % alive
      weeks[place].removeAll(keepingCapacity: true)
      resample(days, into: &weeks[place])
      sum += Self.sum(weeks[place])
    }
    return sum
  }

  static func grow(_ days: inout [BarRecord], to length: Int, _ series: Int) {
    for day in 0..<length {
      let close = Float(50 + (series &* 31 &+ day &* 17) & 127)
      days.append(
        BarRecord(
          asset: Int32(truncatingIfNeeded: series), day: Int32(truncatingIfNeeded: day), open: close - 1,
          high: close + 2, low: close - 2, close: close, volume: 100))
    }
  }

  private static func resample(_ days: [BarRecord], into weeks: inout [BarRecord]) {
    var first = 0
    while first < days.count {
      let end = min(first + week, days.count)
      var bar = days[first]
      for day in first + 1..<end {
        bar.high = max(bar.high, days[day].high)
        bar.low = min(bar.low, days[day].low)
        bar.close = days[day].close
        bar.volume += days[day].volume
      }
      weeks.append(bar)
      first = end
    }
  }

  private static func sum(_ weeks: [BarRecord]) -> Double {
    var sum = 0.0
    for bar in weeks { sum += Double(bar.close) + Double(bar.high - bar.low) + Double(bar.volume) }
    return sum
  }
}
