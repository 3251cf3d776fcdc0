public import TickmarkMemory

/// Columns of days × assets in a mapped file, read tile by tile: as large as the disk, in as little memory as one tile.
///
/// - Gaps: NaN, as in a `Panel`; so are the lanes past the last asset.
public struct PanelFile: Sendable {
  public let path: String
  /// Strictly increasing.
  public let days: [Day]
  public let assets: [String]
  /// The names of the columns, in the file's order.
  public let columns: [String]
  public let bytes: Int
  private let file: MappedFile
  private let extents: PanelFileLayout.Extents

  /// Opens a panel file; its header and the list of its checksums are verified, each tile when it is read.
  ///
  /// - Throws: `file`; `notAPanel`; `newerPanel`; `damagedPanel`, which names the part.
  public init(path: String) throws(FrameError) {
    let file: MappedFile
    do { file = try MappedFile(path: path) } catch { throw .file(error) }
    let reader = try PanelHeaderReader(file)
    (self.path, self.file, bytes, extents) = (path, file, file.count, reader.extents)
    (days, assets, columns) = (reader.days, reader.assets, reader.columns)
  }

  public var tiles: Int { extents.tiles }

  /// Bytes of one tile: what a pass over the file needs in memory, twice over.
  public var tileBytes: Int { extents.tileBytes }

  /// The index of a column.
  ///
  /// - Throws: `noColumn`.
  public func column(_ name: String) throws(FrameError) -> Int {
    guard let index = columns.firstIndex(of: name) else { throw .noColumn(path: path, name: name) }
    return index
  }

  /// The tile at `index`, in the file's own memory, after its checksum was verified.
  ///
  /// - Throws: `damagedPanel`.
  /// - Precondition: `index` is one of the file's tiles.
  public func tile(_ index: Int) throws(FrameError) -> PanelTile {
    precondition(index >= 0 && index < tiles, "a tile of the file")
    let expected: UInt64 = FrameFileLayout.read(file.bytes, at: extents.fileBytes - (tiles + 1 - index) * 8)
    let range = range(of: index)
    guard ContentHash.xxh3(file.bytes.extracting(range).bytes) == expected else {
      throw .damagedPanel(path: path, part: "tile \(index + 1) has another checksum")
    }
    let rows = Column<SIMD16<Float>>(
      file, byteOffset: range.lowerBound, count: range.count / PanelFileLayout.rowBytes)
    let first = index * Panel<Float>.lanes
    return PanelTile(index: index, days: days.count, assets: min(Panel<Float>.lanes, assets.count - first), rows: rows)
  }

  /// The panel of a file of one column, in the file's own memory, after the checksums of all tiles were verified: however many
  /// processes read it, it is in memory once.
  ///
  /// - Throws: `damagedPanel`.
  /// - Precondition: the file has one column.
  public func panel() throws(FrameError) -> Panel<Float> {
    precondition(columns.count == 1, "tiles of one column lie together")
    for index in 0..<tiles { _ = try tile(index) }
    let rows = Column<SIMD16<Float>>(
      file, byteOffset: extents.tilesStart, count: tiles * extents.tileBytes / PanelFileLayout.rowBytes)
    return Panel(days: days.count, assets: assets.count, rows: rows)
  }

  /// Calls `body` with each tile in order, and gives its pages back before the next one is read.
  ///
  /// A tile may be used after `body` returns; its pages are then read again.
  ///
  /// - Throws: `damagedPanel`; what `body` throws.
  /// - Complexity: O(bytes of the file) time; resident at any moment are this tile's pages and what was read ahead of the next.
  public func forEachTile(_ body: (PanelTile) throws(FrameError) -> Void) throws(FrameError) {
    for index in 0..<tiles {
      if index + 1 < tiles { file.prefetch(range(of: index + 1)) }
      try body(try tile(index))
      file.discard(range(of: index))
    }
  }

  /// Gives a tile's pages back; who reads it again reads it from the file.
  public func discard(_ tile: Int) { file.discard(range(of: tile)) }

  private func range(of tile: Int) -> Range<Int> {
    let start = extents.tilesStart + tile * extents.tileBytes
    return start..<start + extents.tileBytes
  }
}

/// Sixteen assets of a panel file, or fewer at its end: every column, a row a day.
public struct PanelTile: Sendable {
  public let index: Int
  public let days: Int
  public let assets: Int
  private let rows: Column<SIMD16<Float>>

  init(index: Int, days: Int, assets: Int, rows: Column<SIMD16<Float>>) {
    (self.index, self.days, self.assets, self.rows) = (index, days, assets, rows)
  }

  /// The rows of a column, a day each.
  public subscript(column: Int) -> Column<SIMD16<Float>> { rows.slice(column * days..<(column + 1) * days) }

  /// A column as a panel of this tile's assets, in the same memory.
  public func panel(_ column: Int) -> Panel<Float> { Panel(days: days, assets: assets, rows: self[column]) }
}

/// Everything before the first tile, and the list of checksums.
private struct PanelHeaderReader {
  private typealias Layout = PanelFileLayout

  private let file: MappedFile
  private(set) var days: [Day] = []
  private(set) var assets: [String] = []
  private(set) var columns: [String] = []
  let extents: PanelFileLayout.Extents

  init(_ file: MappedFile) throws(FrameError) {
    self.file = file
    let bytes = file.bytes
    func damaged(_ part: String) -> FrameError { .damagedPanel(path: file.path, part: part) }
    if bytes.isEmpty { throw .empty(path: file.path) }
    for (index, byte) in Layout.magic.enumerated() where index >= bytes.count || bytes[index] != byte {
      throw .notAPanel(path: file.path)
    }
    guard bytes.count >= Layout.prefixBytes else { throw damaged("cut off in its header") }
    let version: UInt32 = FrameFileLayout.read(bytes, at: 8)
    if version > Layout.version { throw .newerPanel(path: file.path, version: version) }
    guard version == Layout.version,
      ContentHash.xxh3(bytes.extracting(0..<56).bytes) == FrameFileLayout.read(bytes, at: 56)
    else { throw damaged("its header has another checksum") }
    let sizes: [UInt64] = [16, 24, 32, 48].map { FrameFileLayout.read(file.bytes, at: $0) }
    guard sizes[2] == UInt64(bytes.count) else { throw damaged("\(bytes.count) bytes of \(sizes[2])") }
    // No day, asset or column takes less than a byte.
    let columnCount = Int(FrameFileLayout.read(bytes, at: 12) as UInt32)
    guard sizes[0] <= sizes[2], sizes[1] <= sizes[2], sizes[3] <= sizes[2], columnCount <= bytes.count else {
      throw damaged("its sizes")
    }
    let (dayCount, assetCount, tilesStart) = (Int(sizes[0]), Int(sizes[1]), Int(sizes[3]))
    let names = Layout.prefixBytes + dayCount * 4 + (columnCount + assetCount) * 8
    guard names <= tilesStart, tilesStart >= Layout.prefixBytes,
      ContentHash.xxh3(bytes.extracting(Layout.prefixBytes..<tilesStart).bytes) == FrameFileLayout.read(bytes, at: 40)
    else { throw damaged("its names and days have another checksum") }
    let nameBytes =
      columnCount + assetCount == 0 ? 0 : Int(clamping: FrameFileLayout.read(bytes, at: names - 8) as Int64)
    guard
      let extents = Layout.Extents(days: dayCount, assets: assetCount, columns: columnCount, nameBytes: nameBytes),
      extents.tilesStart == tilesStart, extents.fileBytes == bytes.count
    else { throw damaged("its sizes") }
    let sums = bytes.count - (extents.tiles + 1) * 8
    guard
      ContentHash.xxh3(bytes.extracting(sums..<bytes.count - 8).bytes)
        == FrameFileLayout.read(bytes, at: bytes.count - 8)
    else { throw damaged("its list of checksums") }
    self.extents = extents
    try readDays(dayCount)
    try readNames(columns: columnCount, assets: assetCount, start: names)
  }

  private mutating func readDays(_ count: Int) throws(FrameError) {
    var last = Int32.min
    for index in 0..<count {
      let number: Int32 = FrameFileLayout.read(file.bytes, at: Layout.prefixBytes + index * 4)
      guard number > last, FrameFileLayout.dayNumbers.contains(number) else {
        throw .damagedPanel(path: file.path, part: "day \(index + 1)")
      }
      days.append(Day(number: number))
      last = number
    }
  }

  private mutating func readNames(columns: Int, assets: Int, start: Int) throws(FrameError) {
    let ends = Layout.prefixBytes + days.count * 4
    var last = 0
    for index in 0..<columns + assets {
      let end = Int(clamping: FrameFileLayout.read(file.bytes, at: ends + index * 8) as Int64)
      guard end >= last, end <= extents.tilesStart - start else {
        throw .damagedPanel(path: file.path, part: "name \(index + 1)")
      }
      var text: [UInt8] = []
      for position in start + last..<start + end { text.append(file.bytes[position]) }
      guard let name = String(validating: text, as: UTF8.self) else {
        throw .damagedPanel(path: file.path, part: "name \(index + 1)")
      }
      if index < columns { self.columns.append(name) } else { self.assets.append(name) }
      last = end
    }
  }
}
