import TickmarkCommands
import TickmarkMemory

/// A recorded sequence of requests: a file with one key a line. A line with nothing but `*` is a mark and no request, as in the
/// traces that came with LIRS.
enum TraceFile {
  /// - Throws: `MemoryError`; `badKey`.
  static func keys(_ path: String) throws -> [UInt64] {
    let file = try MappedFile(path: path)
    var keys: [UInt64] = []
    let text = String(decoding: file.bytes.indices.map { file.bytes[$0] }, as: UTF8.self)
    // "\r\n" is one character, and a newline.
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let words = line.split(whereSeparator: \.isWhitespace)
      if words.isEmpty || words == ["*"] { continue }
      guard words.count == 1, let key = UInt64(words[0]) else {
        throw TraceError.badKey(path: path, line: index + 1, text: String(line.prefix(40)))
      }
      keys.append(key)
    }
    return keys
  }
}

enum TraceError: Error, Equatable {
  case badKey(path: String, line: Int, text: String)
}

extension TraceError: ReportableError {
  var exitStatus: ExitStatus { .badData }

  var description: String {
    switch self {
    case .badKey(let path, let line, let text):
      "'\(path)' line \(line): '\(text)' is not a whole number from 0 on; write one key a line"
    }
  }
}
