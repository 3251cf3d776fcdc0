/// Where a frame's bytes are, column by column.
///
/// A slice's columns count only their own rows, though they keep the whole frame's memory alive.
public struct FrameMemory: Equatable, Sendable {
  public struct Column: Equatable, Sendable {
    public let name: String
    /// How the column is stored and why.
    public let storage: String
    public let rowBytes: Int
    public let bytes: Int
    /// In a mapped file, whose pages the kernel may take back, and not in memory that was allocated.
    public let isMapped: Bool
  }

  public let rows: Int
  public let columns: [Column]
  /// The names of the symbols and the rows of each: once a symbol, not once a bar.
  public let dictionaryBytes: Int

  /// Bytes of one row over all columns: 28 for daily bars in Float32.
  public var rowBytes: Int { columns.reduce(0) { $0 + $1.rowBytes } }

  /// All bytes over the number of bars, the dictionary's included; 0 for a frame without rows.
  public var bytesPerBar: Double { rows == 0 ? 0 : Double(totalBytes) / Double(rows) }

  public var totalBytes: Int { allocatedBytes + mappedBytes }
  public var allocatedBytes: Int { dictionaryBytes + columns.reduce(0) { $0 + ($1.isMapped ? 0 : $1.bytes) } }
  public var mappedBytes: Int { columns.reduce(0) { $0 + ($1.isMapped ? $1.bytes : 0) } }

  /// Bytes of one row of the same columns, each as a Float64: 56 for the seven columns of daily bars.
  public var float64RowBytes: Int { columns.count * 8 }
}

extension Frame {
  /// What each column takes, and where.
  ///
  /// - Complexity: O(symbols).
  public var memory: FrameMemory {
    func column(_ name: String, _ storage: String, rowBytes: Int = 4, _ isMapped: Bool) -> FrameMemory.Column {
      FrameMemory.Column(
        name: name, storage: storage, rowBytes: rowBytes, bytes: rowBytes * count, isMapped: isMapped)
    }
    var columns = [
      column("symbol", "Int32 code of a dictionary of \(symbols.count)", codes.isMapped),
      column("date", "Int32 day number", days.isMapped),
    ]
    if let seconds {
      columns.append(column("second", "Int32 second of the day", seconds.isMapped))
    }
    for (field, prices) in zip(Field.prices, [open, high, low, close]) {
      columns.append(column(field.rawValue, prices.storage(), rowBytes: prices.rowBytes, prices.isMapped))
    }
    columns.append(column("volume", volume.storage, rowBytes: volume.rowBytes, volume.isMapped))
    // A short name lies within the string itself; a longer one has a heap object with a header of 32 bytes.
    let names = symbols.reduce(0) { $0 + MemoryLayout<String>.stride + ($1.utf8.count > 15 ? 33 + $1.utf8.count : 0) }
    return FrameMemory(
      rows: count, columns: columns, dictionaryBytes: names + symbols.count * MemoryLayout<Range<Int>>.stride)
  }

  /// Bytes of one row over all columns: 28 for daily bars in Float32. The dictionary counts once a symbol, not here.
  public var rowBytes: Int { memory.rowBytes }
}

extension PriceColumn {
  var isMapped: Bool {
    switch self {
    case .float32(let column): column.isMapped
    case .float64(let column): column.isMapped
    }
  }
}

extension VolumeColumn {
  var isMapped: Bool {
    switch values {
    case .int32(let column): column.isMapped
    case .int64(let column): column.isMapped
    case .float64(let column): column.isMapped
    }
  }
}
