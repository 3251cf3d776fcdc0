/// Reads what `perf script -F tid,ip,sym,dso` writes: a line for the sample, a line for each frame, an empty line.
///
///     17432
///     	          57b83c $s4Main4workyyF (/usr/bin/program)
///     	           2724a __libc_start_call_main (/usr/lib/libc.so.6)
///
/// Symbols may hold spaces, brackets and semicolons; the file is what stands in the last pair of brackets.
struct PerfScript {
  private var unread: [UInt8] = []
  private var stack: [StackCollector.RawFrame] = []
  private var isWithin = false
  private(set) var collector: StackCollector
  /// Samples without a stack, which perf writes where it could not read one.
  private(set) var empty = 0
  /// Samples whose lines cannot be read.
  private(set) var damaged = 0
  private var isDamaged = false

  init(program: String) { collector = StackCollector(program: program) }

  /// Takes the next piece of the text, wherever it ends.
  mutating func read(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      if byte == 0x0A { takeLine() } else { unread.append(byte) }
    }
  }

  /// Takes what is left.
  mutating func finish() {
    if !unread.isEmpty { takeLine() }
    endSample()
  }

  private mutating func takeLine() {
    defer { unread.removeAll(keepingCapacity: true) }
    let text = unread.drop(while: Self.isSpace)
    if text.isEmpty {
      endSample()
    } else if isWithin, Self.isSpace(unread[0]) {
      if let frame = Self.frame(text) { stack.append(frame) } else { isDamaged = true }
    } else {
      endSample()
      isWithin = true
      // Where a sample has no stack of callers, perf writes its one frame behind the thread.
      let thread = text.prefix { !Self.isSpace($0) }
      if Int(String(decoding: thread, as: UTF8.self)) == nil { isDamaged = true }
      if let frame = Self.frame(text[thread.endIndex...].drop(while: Self.isSpace)) { stack.append(frame) }
    }
  }

  private mutating func endSample() {
    guard isWithin else { return }
    if isDamaged { damaged += 1 } else if stack.isEmpty { empty += 1 } else { collector.add(stack) }
    stack.removeAll(keepingCapacity: true)
    (isWithin, isDamaged) = (false, false)
  }

  /// `57b83c symbol (file)`; nil for anything else.
  static func frame(_ line: ArraySlice<UInt8>) -> StackCollector.RawFrame? {
    let address = line.prefix { !isSpace($0) }
    let rest = line[address.endIndex...].dropFirst()
    guard UInt64(String(decoding: address, as: UTF8.self), radix: 16) != nil, rest.last == UInt8(ascii: ")"),
      let open = opening(of: rest)
    else { return nil }
    let symbol = String(decoding: rest[rest.startIndex..<max(rest.startIndex, open - 1)], as: UTF8.self)
    return StackCollector.RawFrame(
      symbol: symbol.isEmpty || symbol == "[unknown]" ? nil : symbol,
      object: String(decoding: rest[(open + 1)..<(rest.endIndex - 1)], as: UTF8.self))
  }

  /// The bracket before the file: the last one that a `/` or a `[` follows, since `(deleted)` may stand behind a file; else
  /// the last of all.
  private static func opening(of line: ArraySlice<UInt8>) -> Int? {
    var last: Int?
    for place in line.indices.reversed() where line[place] == UInt8(ascii: "(") {
      guard place == line.startIndex || isSpace(line[place - 1]) else { continue }
      last = last ?? place
      let next = line[place + 1]
      if next == UInt8(ascii: "/") || next == UInt8(ascii: "[") { return place }
    }
    return last
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
