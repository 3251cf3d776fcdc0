import TickmarkMemory

extension Frame {
  /// Writes the frame as a binary file, whole or not at all.
  ///
  /// - Throws: `cannotWrite`, and then the file that stood there is as it was.
  public func write(to path: String) throws(FrameError) {
    let pieces = FilePieces(self)
    var hash = RunningHash()
    pieces.forEach { hash.append($0) }
    let prefix = pieces.prefix(payloadHash: hash.value)
    try AtomicFile.write(to: path) { (file) throws(FrameError) in
      try file.append(prefix.span.bytes)
      try pieces.forEach { (piece) throws(FrameError) in try file.append(piece) }
    }
  }
}

/// The bytes of a frame file in their order.
private struct FilePieces {
  private typealias Layout = FrameFileLayout

  private let frame: Frame
  private let entries: [FrameFileLayout.Entry]
  private let table: [UInt8]
  private let nameEnds: [Int64]
  private let names: [UInt8]
  private let fileBytes: Int
  private let padding = [UInt8](repeating: 0, count: FrameFileLayout.alignment)

  init(_ frame: Frame) {
    self.frame = frame
    var names: [UInt8] = []
    var nameEnds: [Int64] = []
    for symbol in frame.symbols {
      names.append(contentsOf: symbol.utf8)
      nameEnds.append(Int64(names.count))
    }
    var entries = Self.columns(frame, nameBytes: names.count)
    var end = Layout.prefixBytes + entries.count * Layout.entryBytes
    for index in entries.indices {
      entries[index].offset = Layout.aligned(end)
      end = entries[index].offset + entries[index].bytes
    }
    var table: [UInt8] = []
    for entry in entries {
      for value in [entry.role.rawValue, entry.kind.rawValue, UInt32(entry.scale), 0] {
        Layout.append(value, to: &table)
      }
      for value in [entry.offset, entry.bytes] { Layout.append(UInt64(value), to: &table) }
    }
    (self.names, self.nameEnds, self.entries, self.table, fileBytes) = (names, nameEnds, entries, table, end)
  }

  private static func columns(_ frame: Frame, nameBytes: Int) -> [FrameFileLayout.Entry] {
    func entry(_ role: Layout.Role, _ kind: Layout.Kind, count: Int, scale: Int = 0) -> Layout.Entry {
      Layout.Entry(role: role, kind: kind, scale: scale, bytes: count * kind.bytes)
    }
    var entries = [
      entry(.nameEnds, .int64, count: frame.symbols.count), entry(.names, .uint8, count: nameBytes),
      entry(.codes, .int32, count: frame.count), entry(.days, .int32, count: frame.count),
    ]
    if frame.seconds != nil { entries.append(entry(.seconds, .int32, count: frame.count)) }
    let prices: [(Layout.Role, PriceColumn)] = [
      (.open, frame.open), (.high, frame.high), (.low, frame.low), (.close, frame.close),
    ]
    for (role, column) in prices {
      entries.append(entry(role, column.rowBytes == 4 ? .float32 : .float64, count: frame.count))
    }
    let kind: Layout.Kind =
      switch frame.volume.values {
      case .int32: .int32
      case .int64: .int64
      case .float64: .float64
      }
    entries.append(entry(.volume, kind, count: frame.count, scale: frame.volume.scale))
    return entries
  }

  func prefix(payloadHash: UInt64) -> [UInt8] {
    var prefix = Layout.magic
    Layout.append(Layout.version, to: &prefix)
    Layout.append(UInt32(entries.count), to: &prefix)
    for value in [frame.count, frame.symbols.count, fileBytes] { Layout.append(UInt64(value), to: &prefix) }
    Layout.append(payloadHash, to: &prefix)
    Layout.append(UInt64(0), to: &prefix)
    let hash = ContentHash.xxh3(prefix.span.bytes)
    Layout.append(hash, to: &prefix)
    return prefix
  }

  /// Everything behind the prefix: the table, then the columns, each after its padding.
  func forEach<Failure: Error>(_ body: (RawSpan) throws(Failure) -> Void) throws(Failure) {
    try body(table.span.bytes)
    var position = Layout.prefixBytes + table.count
    for entry in entries {
      try body(padding.span.extracting(0..<entry.offset - position).bytes)
      try lend(entry.role, body)
      position = entry.offset + entry.bytes
    }
  }

  private func lend<Failure: Error>(
    _ role: FrameFileLayout.Role, _ body: (RawSpan) throws(Failure) -> Void
  ) throws(Failure) {
    switch role {
    case .nameEnds: try body(nameEnds.span.bytes)
    case .names: try body(names.span.bytes)
    case .codes: try body(frame.codes.span.bytes)
    case .days: try body(frame.days.span.bytes)
    case .seconds: if let seconds = frame.seconds { try body(seconds.span.bytes) }
    case .open: try lend(frame.open, body)
    case .high: try lend(frame.high, body)
    case .low: try lend(frame.low, body)
    case .close: try lend(frame.close, body)
    case .volume:
      switch frame.volume.values {
      case .int32(let column): try body(column.span.bytes)
      case .int64(let column): try body(column.span.bytes)
      case .float64(let column): try body(column.span.bytes)
      }
    }
  }

  private func lend<Failure: Error>(
    _ prices: PriceColumn, _ body: (RawSpan) throws(Failure) -> Void
  ) throws(Failure) {
    switch prices {
    case .float32(let column): try body(column.span.bytes)
    case .float64(let column): try body(column.span.bytes)
    }
  }
}
