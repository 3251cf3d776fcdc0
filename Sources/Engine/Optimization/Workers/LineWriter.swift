import Glibc

/// Bytes on their way to a descriptor that may not take them all at once.
struct LineWriter {
  private var unsent: [UInt8] = []
  private var sent = 0

  var isEmpty: Bool { sent == unsent.count }

  mutating func append(_ bytes: [UInt8]) { unsent += bytes }

  /// Writes what the descriptor takes now.
  ///
  /// - Returns: false where nobody reads any more; what was left is forgotten.
  mutating func flush(_ descriptor: Int32) -> Bool {
    defer { forgetSent() }
    while !isEmpty {
      let count = write(descriptor, sent == 0 ? unsent : Array(unsent[sent...]), unsent.count - sent)
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN { return true }
      guard count > 0 else {
        sent = unsent.count
        return false
      }
      sent += count
    }
    return true
  }

  private mutating func forgetSent() {
    if isEmpty {
      unsent.removeAll(keepingCapacity: true)
      sent = 0
    } else if sent > 1 << 16 {
      unsent.removeFirst(sent)
      sent = 0
    }
  }
}
