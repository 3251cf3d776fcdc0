import TickmarkMemory

extension Frame {
  /// Opens a binary frame file: its columns are the mapped file's own memory.
  ///
  /// Both checksums are verified, and every length, offset and row is checked before it is used, so that a hostile file
  /// gives an error and never a trap.
  ///
  /// - Throws: `file`; `notAFrame`; `newer`; `damaged`, which names the part.
  public init(file path: String) throws(FrameError) {
    let file: MappedFile
    do { file = try MappedFile(path: path) } catch { throw .file(error) }
    self = try FrameFileReader(file).frame()
  }
}

private struct FrameFileReader {
  private typealias Layout = FrameFileLayout

  private let file: MappedFile
  private var rows = 0
  private var symbolCount = 0
  private var entries: [FrameFileLayout.Role: FrameFileLayout.Entry] = [:]

  init(_ file: MappedFile) throws(FrameError) {
    self.file = file
    let bytes = file.bytes
    if bytes.isEmpty { throw .empty(path: file.path) }
    for (index, byte) in Layout.magic.enumerated() where index >= bytes.count || bytes[index] != byte {
      throw .notAFrame(path: file.path)
    }
    guard bytes.count >= Layout.prefixBytes else { throw damaged("cut off in its header") }
    let version: UInt32 = Layout.read(bytes, at: 8)
    if version > Layout.version { throw .newer(path: file.path, version: version) }
    let prefixHash: UInt64 = Layout.read(bytes, at: 56)
    guard version == Layout.version, ContentHash.xxh3(bytes.extracting(0..<56).bytes) == prefixHash else {
      throw damaged("its header has another checksum")
    }
    let sizes: [UInt64] = [16, 24, 32].map { Layout.read(file.bytes, at: $0) }
    guard sizes[2] == UInt64(bytes.count) else { throw damaged("\(bytes.count) bytes of \(sizes[2])") }
    let payloadHash: UInt64 = Layout.read(bytes, at: 40)
    guard ContentHash.xxh3(bytes.extracting(Layout.prefixBytes..<bytes.count).bytes) == payloadHash else {
      throw damaged("its content has another checksum")
    }
    // No row and no symbol takes less than a byte, so both fit in Int and their products with 8 cannot overflow.
    guard sizes[0] <= sizes[2], sizes[1] <= sizes[2] else { throw damaged("more rows than bytes") }
    (rows, symbolCount) = (Int(sizes[0]), Int(sizes[1]))
    try readTable(columns: Int(Layout.read(bytes, at: 12) as UInt32))
  }

  private func damaged(_ part: String) -> FrameError { .damaged(path: file.path, part: part) }

  private mutating func readTable(columns: Int) throws(FrameError) {
    let bytes = file.bytes
    guard columns <= Layout.Role.allCases.count,
      bytes.count >= Layout.prefixBytes + columns * Layout.entryBytes
    else { throw damaged("its table of columns") }
    for index in 0..<columns {
      let start = Layout.prefixBytes + index * Layout.entryBytes
      let fields: [UInt32] = [0, 4, 8].map { Layout.read(file.bytes, at: start + $0) }
      let extent: [UInt64] = [16, 24].map { Layout.read(file.bytes, at: start + $0) }
      guard let role = Layout.Role(rawValue: fields[0]), let kind = Layout.Kind(rawValue: fields[1]),
        fields[2] <= 18, extent[0] % UInt64(Layout.alignment) == 0, extent[0] <= UInt64(bytes.count),
        extent[1] <= UInt64(bytes.count) - extent[0], entries[role] == nil
      else { throw damaged("column \(index + 1) of its table") }
      entries[role] = Layout.Entry(
        role: role, kind: kind, scale: Int(fields[2]), offset: Int(extent[0]), bytes: Int(extent[1]))
    }
  }

  /// The entry of `role`, of one of `kinds` and `count` elements.
  private func entry(
    _ role: FrameFileLayout.Role, _ kinds: [FrameFileLayout.Kind], count: Int
  ) throws(FrameError) -> FrameFileLayout.Entry {
    guard let entry = entries[role], kinds.contains(entry.kind), entry.bytes == count * entry.kind.bytes else {
      throw damaged("column '\(role)'")
    }
    return entry
  }

  private func column<Element: BitwiseCopyable & Sendable>(
    _ entry: FrameFileLayout.Entry, of: Element.Type
  ) -> Column<Element> {
    Column<Element>(file, byteOffset: entry.offset, count: entry.bytes / entry.kind.bytes)
  }

  func frame() throws(FrameError) -> Frame {
    let codes = column(try entry(.codes, [.int32], count: rows), of: Int32.self)
    let days = column(try entry(.days, [.int32], count: rows), of: Int32.self)
    var seconds: Column<Int32>?
    if entries[.seconds] != nil { seconds = column(try entry(.seconds, [.int32], count: rows), of: Int32.self) }
    var prices: [PriceColumn] = []
    for role in [Layout.Role.open, .high, .low, .close] {
      let entry = try entry(role, [.float32, .float64], count: rows)
      prices.append(
        entry.kind == .float32
          ? .float32(column(entry, of: Float.self)) : .float64(column(entry, of: Double.self)))
    }
    let volumeEntry = try entry(.volume, [.int32, .int64, .float64], count: rows)
    let values: VolumeColumn.Values =
      switch volumeEntry.kind {
      case .int32: .int32(column(volumeEntry, of: Int32.self))
      case .int64: .int64(column(volumeEntry, of: Int64.self))
      default: .float64(column(volumeEntry, of: Double.self))
      }
    return Frame(
      symbols: try symbols(), ranges: try ranges(codes, days, seconds), codes: codes, days: days, seconds: seconds,
      prices: prices, volume: VolumeColumn(values, scale: volumeEntry.scale))
  }

  private func symbols() throws(FrameError) -> [String] {
    let ends = column(try entry(.nameEnds, [.int64], count: symbolCount), of: Int64.self)
    guard let text = entries[.names], text.kind == .uint8 else { throw damaged("column 'names'") }
    let bytes = file.bytes.extracting(text.offset..<text.offset + text.bytes)
    var symbols: [String] = []
    var start = 0
    for symbol in 0..<symbolCount {
      guard ends[symbol] >= Int64(start), ends[symbol] <= Int64(bytes.count) else { throw damaged("column 'nameEnds'") }
      let end = Int(ends[symbol])
      var name: [UInt8] = []
      for index in start..<end { name.append(bytes[index]) }
      guard let name = String(validating: name, as: UTF8.self) else { throw damaged("column 'names'") }
      symbols.append(name)
      start = end
    }
    return symbols
  }

  /// Each symbol's rows; checks that codes and moments are in order and that days are days.
  private func ranges(
    _ codes: Column<Int32>, _ days: Column<Int32>, _ seconds: Column<Int32>?
  ) throws(FrameError) -> [Range<Int>] {
    let (codes, days) = (codes.span, days.span)
    var ranges: [Range<Int>] = []
    var row = 0
    for symbol in 0..<symbolCount {
      let start = row
      var last = Int.min
      while row < rows, codes[row] == symbol {
        let second = seconds?[row] ?? 0
        let key = Int(days[row]) * 86_400 + Int(second)
        guard Layout.dayNumbers.contains(days[row]), second >= 0, second < 86_400, key > last else {
          throw damaged("row \(row + 1)")
        }
        last = key
        row += 1
      }
      ranges.append(start..<row)
    }
    guard row == rows else { throw damaged("row \(row + 1)") }
    return ranges
  }
}
