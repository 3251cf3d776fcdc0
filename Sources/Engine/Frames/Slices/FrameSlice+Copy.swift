import TickmarkMemory

extension FrameSlice {
  /// The same rows as a frame with memory of its own; symbols without a row are left out.
  ///
  /// Every column keeps how it is stored.
  ///
  /// - Complexity: O(rows), one copy of each column.
  public func copied() -> Frame {
    let kept = symbolCodes
    var codes = AlignedBuffer<Int32>(count: count, repeating: 0)
    var ranges: [Range<Int>] = []
    var filled = 0
    var part = 0
    for (code, symbol) in kept.enumerated() {
      let start = filled
      while part < parts.count, parts[part].symbol == symbol {
        for _ in parts[part].rows {
          codes[filled] = Int32(code)
          filled += 1
        }
        part += 1
      }
      ranges.append(start..<filled)
    }
    let rows = parts.map(\.rows)
    return Frame(
      symbols: kept.map { frame.symbols[$0] }, ranges: ranges, codes: Column(codes),
      days: Column(copying: rows, of: frame.days), seconds: frame.seconds.map { Column(copying: rows, of: $0) },
      prices: [frame.open, frame.high, frame.low, frame.close].map { $0.copied(rows) },
      volume: frame.volume.copied(rows))
  }
}

extension PriceColumn {
  /// The prices of `rows`, in the same memory.
  public func slice(_ rows: Range<Int>) -> PriceColumn {
    switch self {
    case .float32(let column): .float32(column.slice(rows))
    case .float64(let column): .float64(column.slice(rows))
    }
  }

  func copied(_ ranges: [Range<Int>]) -> PriceColumn {
    switch self {
    case .float32(let column): .float32(Column(copying: ranges, of: column))
    case .float64(let column): .float64(Column(copying: ranges, of: column))
    }
  }
}

extension VolumeColumn {
  /// The volumes of `rows`, in the same memory.
  public func slice(_ rows: Range<Int>) -> VolumeColumn {
    switch values {
    case .int32(let column): VolumeColumn(.int32(column.slice(rows)), scale: scale)
    case .int64(let column): VolumeColumn(.int64(column.slice(rows)), scale: scale)
    case .float64(let column): VolumeColumn(.float64(column.slice(rows)), scale: scale)
    }
  }

  func copied(_ ranges: [Range<Int>]) -> VolumeColumn {
    switch values {
    case .int32(let column): VolumeColumn(.int32(Column(copying: ranges, of: column)), scale: scale)
    case .int64(let column): VolumeColumn(.int64(Column(copying: ranges, of: column)), scale: scale)
    case .float64(let column): VolumeColumn(.float64(Column(copying: ranges, of: column)), scale: scale)
    }
  }
}
