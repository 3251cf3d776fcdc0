/// About how often each key was asked for lately, in four counters of four bits a key (G. Cormode, S. Muthukrishnan, "An
/// improved data stream summary: the count-min sketch", 2005).
///
/// The smallest of a key's four counters is its estimate, never too low. Each row has at least four counters a key, since keys
/// that were asked for once and are gone are counted, too. After ten requests a key all counters are halved, so that the past
/// fades.
struct FrequencySketch: Sendable {
  /// Two counters a byte.
  private var counters: ContiguousArray<UInt8>
  private var width: Int
  private var requests = 0

  private static let rows = 4
  private static let most: UInt8 = 15
  private static let countersPerKey = 4
  private static let narrowest = 64 * countersPerKey

  init() {
    width = Self.narrowest
    counters = ContiguousArray(repeating: 0, count: Self.rows * Self.narrowest / 2)
  }

  var heldBytes: Int { counters.capacity }

  /// Widens the sketch to so many keys. What was counted stays: each counter stands for two then.
  mutating func grow(keys: Int) {
    while width < Self.countersPerKey * keys {
      var wider = ContiguousArray<UInt8>()
      wider.reserveCapacity(counters.count * 2)
      let row = width / 2
      for start in stride(from: 0, to: counters.count, by: row) {
        for _ in 0..<2 { wider.append(contentsOf: counters[start..<start + row]) }
      }
      counters = wider
      width *= 2
    }
  }

  mutating func count(_ key: CacheKey) {
    var wasCounted = false
    for row in 0..<Self.rows {
      let (byte, shift) = place(key, row)
      let counter = counters[byte] >> shift & 15
      guard counter < Self.most else { continue }
      counters[byte] += 1 << shift
      wasCounted = true
    }
    if wasCounted { requests += 1 }
    if Self.countersPerKey * requests >= 10 * width { halve() }
  }

  func estimate(_ key: CacheKey) -> UInt8 {
    var least = Self.most
    for row in 0..<Self.rows {
      let (byte, shift) = place(key, row)
      least = min(least, counters[byte] >> shift & 15)
    }
    return least
  }

  private mutating func halve() {
    for index in counters.indices { counters[index] = counters[index] >> 1 & 0x77 }
    requests /= 2
  }

  private func place(_ key: CacheKey, _ row: Int) -> (byte: Int, shift: UInt8) {
    // The key's words are hashes already; a multiple of one added to the other gives as many hashes as are wanted.
    let hash = key.low &+ UInt64(row + 1) &* (key.high | 1)
    let column = Int(truncatingIfNeeded: hash >> 20) & (width - 1)
    return (row * (width / 2) + column >> 1, UInt8(column & 1) * 4)
  }
}
