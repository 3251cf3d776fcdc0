import Glibc

/// Reads whole lines from a descriptor.
struct LineReader {
  /// A longer line is not one of ours.
  static let mostBytes = 1 << 20

  private var pending: [UInt8] = []
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)

  enum Outcome: Equatable {
    case lines([ArraySlice<UInt8>])
    case tooLong
    case end
  }

  /// Reads what is there, waiting for it where the descriptor waits; lines that are not whole yet are kept.
  mutating func read(_ descriptor: Int32) -> Outcome {
    var count: Int
    repeat { count = Glibc.read(descriptor, &buffer, buffer.count) } while count < 0 && errno == EINTR
    if count < 0, errno == EAGAIN { return .lines([]) }
    guard count > 0 else { return .end }
    pending += buffer[..<count]
    guard let last = buffer[..<count].lastIndex(of: UInt8(ascii: "\n")) else {
      return pending.count > Self.mostBytes ? .tooLong : .lines([])
    }
    let whole = pending.count - (count - last)
    let lines = pending[..<whole].split(separator: UInt8(ascii: "\n"))
    pending = Array(pending[(whole + 1)...])
    return .lines(lines)
  }
}
