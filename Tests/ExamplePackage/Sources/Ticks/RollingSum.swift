/// The sum of the last `window` values, at every value from the first whole window on.
public enum RollingSum {
  /// Every window from its beginning.
  public static func anew(_ values: [Int], window: Int) -> [Int] {
    guard window > 0, values.count >= window else { return [] }
    return (0...values.count - window).map { start in
      var sum = 0
      for index in start..<start + window { sum &+= values[index] }
      return sum
    }
  }

  /// Every window from the one before: what leaves and what comes.
  public static func carried(_ values: [Int], window: Int) -> [Int] {
    guard window > 0, values.count >= window else { return [] }
    var sum = values.prefix(window).reduce(0, &+)
    var sums = [sum]
    sums.reserveCapacity(values.count - window + 1)
    for index in window..<values.count {
      sum = sum &+ values[index] &- values[index - window]
      sums.append(sum)
    }
    return sums
  }
}
