/// How a frame lies in a file. All integers are little-endian.
///
///     0   magic "TICKFRAM"          32  bytes of the file
///     8   version, UInt32           40  XXH3-64 of everything from byte 64 on
///     12  columns, UInt32           48  zero
///     16  rows, UInt64              56  XXH3-64 of bytes 0..<56
///     24  symbols, UInt64
///     64  one entry of 32 bytes a column: role, kind, scale, zero (UInt32 each); offset, bytes (UInt64 each)
///
/// Columns begin at multiples of 64 bytes, so that a mapped file can be read in place with any vector width.
enum FrameFileLayout {
  static let magic = Array("TICKFRAM".utf8)
  static let version: UInt32 = 1
  static let prefixBytes = 64
  static let entryBytes = 32
  static let alignment = 64

  /// Years 1 to 9999.
  static let dayNumbers: ClosedRange<Int32> = -719_162...2_932_896

  enum Role: UInt32, CaseIterable { case nameEnds = 1, names, codes, days, seconds, open, high, low, close, volume }

  enum Kind: UInt32 {
    case uint8 = 1
    case int32, int64, float32, float64

    var bytes: Int {
      switch self {
      case .uint8: 1
      case .int32, .float32: 4
      case .int64, .float64: 8
      }
    }
  }

  struct Entry: Equatable {
    var role: Role
    var kind: Kind
    var scale = 0
    var offset = 0
    var bytes = 0
  }

  /// The first multiple of the alignment that is not below `offset`.
  static func aligned(_ offset: Int) -> Int { (offset + alignment - 1) / alignment * alignment }

  static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
    for index in 0..<value.bitWidth / 8 { bytes.append(UInt8(truncatingIfNeeded: value >> (index * 8))) }
  }

  /// - Precondition: the integer lies within `bytes`.
  static func read<Integer: FixedWidthInteger>(_ bytes: borrowing Span<UInt8>, at offset: Int) -> Integer {
    var value: Integer = 0
    for index in 0..<Integer.bitWidth / 8 { value |= Integer(truncatingIfNeeded: bytes[offset + index]) << (index * 8) }
    return value
  }
}
