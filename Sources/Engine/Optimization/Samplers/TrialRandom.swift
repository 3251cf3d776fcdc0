/// Random numbers that follow from a study's seed and a trial's number alone, whoever runs the trial and when.
struct TrialRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64, trial: Int) {
    // Two steps apart, so that neighbouring trials share nothing.
    state = Self.mixed(seed ^ Self.mixed(UInt64(bitPattern: Int64(trial)) &+ 0x9E37_79B9_7F4A_7C15))
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mixed(state)
  }

  /// Evenly from 0 to below 1.
  mutating func nextUnit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
  private static func mixed(_ bits: UInt64) -> UInt64 {
    var bits = bits
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}
