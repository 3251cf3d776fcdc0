import Foundation
import Glibc

/// The process that keeps others from writing to a SQLite file.
///
/// - Source: `/proc/locks`. To ask for the lock itself (`F_GETLK`) the file would have to be opened, and closing it again
///   would drop every lock that this process has on it (SQLite, "How To Corrupt", section 2.2).
public struct LockHolder: Equatable, Sendable {
  public let process: Int32
  /// What the process is called; nothing where the system does not tell.
  public let name: String?

  init(process: Int32, name: String?) { (self.process, self.name) = (process, name) }

  /// Nothing where nobody holds the lock any more, or where somebody in another container does.
  init?(of path: String) {
    guard let locks = try? String(contentsOfFile: "/proc/locks", encoding: .utf8) else { return nil }
    let files = ["\(path)-shm": Self.writeLock, path: Self.wholeFile].compactMap { file, bytes in
      Self.identity(of: file).map { (identity: $0, bytes: bytes) }
    }
    let holders = locks.split(separator: "\n").compactMap { line in
      Self.holder(String(line)) { identity, bytes in
        files.contains { $0.identity == identity && $0.bytes.overlaps(bytes) }
      }
    }
    guard let process = holders.first(where: { $0 > 0 && $0 != getpid() }) else { return nil }
    let name = try? String(contentsOfFile: "/proc/\(process)/comm", encoding: .utf8)
    self.init(process: process, name: name?.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  /// Whoever writes locks this byte of the log's shared memory (SQLite's file format, "WAL-Index").
  private static let writeLock = 120...120
  /// PENDING, RESERVED and the SHARED bytes: held against writing where somebody has the file to himself.
  private static let wholeFile = 0x4000_0000...0x4000_01FF

  /// The process of a line such as `1: POSIX  ADVISORY  WRITE 1234 fe:00:42 120 120` where that is a lock for writing on
  /// bytes that count.
  static func holder(_ line: String, counts: (_ identity: String, _ bytes: ClosedRange<Int>) -> Bool) -> Int32? {
    let words = line.split(separator: " ").map(String.init)
    // A process that waits has an arrow before its words.
    guard words.count == 8, words[3] == "WRITE", let process = Int32(words[4]), let first = Int(words[6]) else {
      return nil
    }
    let last = words[7] == "EOF" ? Int.max : Int(words[7]) ?? first
    return first <= last && counts(words[5], first...last) ? process : nil
  }

  /// A file as `/proc/locks` names it: device and inode.
  private static func identity(of path: String) -> String? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    let device = UInt64(status.st_dev)
    let major = (device >> 8) & 0xFFF | (device >> 32) & ~0xFFF
    let minor = device & 0xFF | (device >> 12) & ~0xFF
    return "\(hex(major)):\(hex(minor)):\(status.st_ino)"
  }

  private static func hex(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return digits.count < 2 ? "0\(digits)" : digits
  }
}

extension LockHolder: CustomStringConvertible {
  public var description: String { "process \(process)" + (name.map { " (\($0))" } ?? "") }
}
