import CTickmarkCrypto
import CTickmarkXXHash
import TickmarkMemory

/// Hashes of files: SHA-256 to know a file from any other, also from one that was made to look like it; XXH3 to tell
/// files apart that nobody has forged, or to notice damage, several times as fast.
public enum ContentHash {
  /// The file's SHA-256, as lowercase hexadecimal digits.
  ///
  /// - Throws: `file`.
  public static func sha256(of path: String) throws(FrameError) -> String {
    let file: MappedFile
    do { file = try MappedFile(path: path) } catch { throw .file(error) }
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    file.bytes.bytes.lend { address, count in
      _ = SHA256(address.assumingMemoryBound(to: UInt8.self), count, &digest)
    }
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// - Throws: `wrongHash` where the file is another one; `file`.
  public static func verify(_ path: String, sha256 expected: String) throws(FrameError) {
    let found = try sha256(of: path)
    if found != expected { throw .wrongHash(path: path, expected: expected, found: found) }
  }

  /// 128 bits of XXH3 of a file, as 32 hexadecimal digits.
  public static func xxh3(of path: String) throws(FrameError) -> String {
    let file: MappedFile
    do { file = try MappedFile(path: path) } catch { throw .file(error) }
    return ContentDigest(file.bytes.bytes).description
  }

  /// 64 bits of XXH3.
  public static func xxh3(_ bytes: RawSpan) -> UInt64 { bytes.lend { XXH3_64bits($0, $1) } }
}

/// XXH3 and length of bytes that come in pieces.
public struct RunningHash: ~Copyable {
  private let state = XXH3_createState()
  public private(set) var count = 0

  public init() { XXH3_64bits_reset(state) }

  public mutating func append(_ bytes: RawSpan) {
    count += bytes.byteCount
    bytes.lend { _ = XXH3_64bits_update(state, $0, $1) }
  }

  public var value: UInt64 { XXH3_64bits_digest(state) }

  deinit { XXH3_freeState(state) }
}
