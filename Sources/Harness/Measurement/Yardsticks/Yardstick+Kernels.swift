import TickmarkStatistics

extension Yardstick {
  static func arithmetic() -> (Int) -> Void {
    { iterations in
      var value = 1.000_000_1
      for _ in 0..<iterations {
        for _ in 0..<1_000 { value = value * 0.999_999_9 + 0.000_000_1 }
      }
      blackHole(value)
    }
  }

  static func vector() -> (Int) -> Void {
    let factors = [SIMD16<Float>](repeating: SIMD16(repeating: 0.999), count: 128)
    return { iterations in
      var sums = (SIMD16<Float>(repeating: 1), SIMD16<Float>(repeating: 2))
      for _ in 0..<iterations {
        for index in stride(from: 0, to: 128, by: 2) {
          sums.0 = sums.0 * factors[index] + factors[index + 1]
          sums.1 = sums.1 * factors[index + 1] + factors[index]
        }
      }
      blackHole(sums)
    }
  }

  static func cache() -> (Int) -> Void {
    let slots = 512 * 1_024 / 64
    // One cycle through one slot a cache line, in an order that no prefetcher follows.
    var random = SplitMix64(seed: 42)
    let order = Permutation.shuffled(count: slots, using: &random)
    var next = [Int32](repeating: 0, count: slots * 16)
    for index in 0..<slots { next[order[index] * 16] = Int32(order[(index + 1) % slots] * 16) }
    let chain = next
    return { iterations in
      var slot: Int32 = 0
      for _ in 0..<iterations {
        for _ in 0..<256 { slot = chain[Int(slot)] }
      }
      blackHole(slot)
    }
  }

  static func memory() -> (Int) -> Void {
    let block = 64 * 1_024
    let blocks = 512
    let source = [UInt64](repeating: 7, count: block / 8 * blocks)
    var target = [UInt64](repeating: 0, count: block / 8 * blocks)
    var position = 0
    return { iterations in
      for _ in 0..<iterations {
        let start = position * block / 8
        for index in start..<start + block / 8 { target[index] = source[index] &+ 1 }
        position = (position + 1) % blocks
      }
      blackHole(target.count)
    }
  }

  static func allocation() -> (Int) -> Void {
    { iterations in
      for _ in 0..<iterations {
        var kept: [[UInt8]] = []
        kept.reserveCapacity(32)
        for index in 0..<32 { kept.append([UInt8](repeating: 0, count: 16 << (index % 7))) }
        for index in stride(from: 0, to: 32, by: 2) { kept[index] = [] }
        blackHole(kept.count)
      }
    }
  }
}
