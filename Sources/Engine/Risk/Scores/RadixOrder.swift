import TickmarkMemory

/// Numbers put in order with the places that they came from, by their digits: no comparisons, no allocation.
///
/// Digits that all numbers share cost one count and no move; of numbers that were Float32 once, those are the last ones.
struct RadixOrder: ~Copyable {
  private(set) var count = 0
  private var keys: AlignedBuffer<UInt64>
  private var places: AlignedBuffer<UInt32>
  private var otherKeys: AlignedBuffer<UInt64>
  private var otherPlaces: AlignedBuffer<UInt32>
  private var counts: AlignedBuffer<UInt32>

  private static var digitBits: Int { 11 }
  private static var digits: Int { 6 }
  private static var values: Int { 1 << digitBits }

  init(capacity: Int) {
    keys = AlignedBuffer(count: capacity, repeating: 0)
    places = AlignedBuffer(count: capacity, repeating: 0)
    otherKeys = AlignedBuffer(count: capacity, repeating: 0)
    otherPlaces = AlignedBuffer(count: capacity, repeating: 0)
    counts = AlignedBuffer(count: Self.digits * Self.values, repeating: 0)
  }

  mutating func removeAll() { count = 0 }

  /// - Precondition: no more numbers than the capacity; none is NaN.
  @inline(__always) mutating func append(_ value: Double, from place: Int) {
    // 0 and -0 are one number; above 0 the bits grow with the number, below 0 they shrink.
    let bits = (value + 0).bitPattern
    keys[count] = bits & (1 << 63) == 0 ? bits | 1 << 63 : ~bits
    places[count] = UInt32(truncatingIfNeeded: place)
    count += 1
  }

  subscript(position: Int) -> Double {
    let key = keys[position]
    return Double(bitPattern: key & (1 << 63) == 0 ? ~key : key & ~(1 << 63))
  }

  func place(_ position: Int) -> Int { Int(places[position]) }

  func areEqual(_ position: Int, _ other: Int) -> Bool { keys[position] == keys[other] }

  /// Puts the numbers in increasing order; equal ones stay in the order in which they came.
  mutating func sort() {
    for index in 0..<counts.count { counts[index] = 0 }
    for position in 0..<count {
      let key = keys[position]
      for digit in 0..<Self.digits { counts[Self.slot(key, digit)] += 1 }
    }
    for digit in 0..<Self.digits where !allShare(digit) {
      var start: UInt32 = 0
      for slot in digit * Self.values..<(digit + 1) * Self.values {
        (counts[slot], start) = (start, start + counts[slot])
      }
      for position in 0..<count {
        let key = keys[position]
        let slot = Self.slot(key, digit)
        let target = Int(counts[slot])
        counts[slot] += 1
        otherKeys[target] = key
        otherPlaces[target] = places[position]
      }
      swap(&keys, &otherKeys)
      swap(&places, &otherPlaces)
    }
  }

  private func allShare(_ digit: Int) -> Bool { count == 0 || Int(counts[Self.slot(keys[0], digit)]) == count }

  @inline(__always) private static func slot(_ key: UInt64, _ digit: Int) -> Int {
    digit * values + Int(truncatingIfNeeded: key >> UInt64(digit * digitBits)) & (values - 1)
  }
}
