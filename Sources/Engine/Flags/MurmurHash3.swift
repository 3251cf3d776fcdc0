/// The 32-bit hash that flagd splits by: MurmurHash3_x86_32 with seed 0, fed piece by piece.
///
/// A state is a few words and no allocation: a prefix is hashed once and its state continued for every key.
///
/// - Source: Austin Appleby, MurmurHash3 (public domain), github.com/aappleby/smhasher.
struct MurmurHash3 {
  private var hash: UInt32 = 0
  /// Up to three bytes that do not fill a word yet, lowest first.
  private var partialWord: UInt32 = 0
  private var bytes: UInt32 = 0

  static func hash(_ text: String) -> UInt32 {
    var state = MurmurHash3()
    state.append(text)
    return state.finished
  }

  mutating func append(_ text: String) {
    for byte in text.utf8 {
      partialWord |= UInt32(byte) << ((bytes & 3) * 8)
      bytes &+= 1
      if bytes & 3 == 0 {
        hash = Self.rotated(hash ^ Self.scrambled(partialWord), by: 13) &* 5 &+ 0xe654_6b64
        partialWord = 0
      }
    }
  }

  /// The hash of everything so far.
  var finished: UInt32 {
    var result = hash ^ Self.scrambled(partialWord) ^ bytes
    result = (result ^ (result >> 16)) &* 0x85eb_ca6b
    result = (result ^ (result >> 13)) &* 0xc2b2_ae35
    return result ^ (result >> 16)
  }

  private static func scrambled(_ word: UInt32) -> UInt32 { rotated(word &* 0xcc9e_2d51, by: 15) &* 0x1b87_3593 }

  private static func rotated(_ word: UInt32, by count: UInt32) -> UInt32 {
    (word << count) | (word >> (32 - count))
  }
}
