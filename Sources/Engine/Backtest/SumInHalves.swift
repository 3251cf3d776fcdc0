extension SIMD16<Double> {
  /// The sum of the lanes, in halves: the order is part of every contract that sums over assets.
  @inline(__always) var sumInHalves: Double {
    let eight = lowHalf + highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two[0] + two[1]
  }
}
