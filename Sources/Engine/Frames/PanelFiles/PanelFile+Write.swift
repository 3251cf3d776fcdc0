import TickmarkMemory

extension PanelFile {
  /// Writes a panel file tile by tile, whole or not at all; one tile is in memory at a time.
  ///
  /// - Parameter fill: fills a tile's values, `[column][day][lane]`; each begins as a gap, and lanes past the last asset
  ///   have to stay one.
  /// - Throws: `calendarOutOfOrder`; `cannotWrite`, and then the file that stood there is as it was; what `fill` throws.
  /// - Precondition: at least one column, and sizes whose product is a file's.
  public static func write(
    to path: String, days: [Day], assets: [String], columns: [String],
    fill: (_ tile: Int, _ values: inout MutableSpan<Float>) throws(FrameError) -> Void
  ) throws(FrameError) {
    precondition(!columns.isEmpty, "a panel file has a column")
    let calendar = try DayCalendar(days)
    let names = columns + assets
    guard
      let extents = PanelFileLayout.Extents(
        days: days.count, assets: assets.count, columns: columns.count,
        nameBytes: names.reduce(0) { $0 + $1.utf8.count })
    else { preconditionFailure("a panel file of less than a petabyte") }
    let header = header(calendar, columns: columns.count, assets: assets.count, names: names, extents)
    var values = AlignedBuffer<Float>(count: extents.tileBytes / 4, repeating: .nan)
    try AtomicFile.write(to: path) { (file) throws(FrameError) in
      try file.append(header.span.bytes)
      var sums: [UInt8] = []
      for tile in 0..<extents.tiles {
        var span = values.mutableSpan
        span.update(repeating: .nan)
        try fill(tile, &span)
        FrameFileLayout.append(ContentHash.xxh3(values.span.bytes), to: &sums)
        try file.append(values.span.bytes)
      }
      FrameFileLayout.append(ContentHash.xxh3(sums.span.bytes), to: &sums)
      try file.append(sums.span.bytes)
    }
  }

  private static func header(
    _ calendar: DayCalendar, columns: Int, assets: Int, names: [String], _ extents: PanelFileLayout.Extents
  ) -> [UInt8] {
    var body: [UInt8] = []
    for day in calendar.days { FrameFileLayout.append(day.number, to: &body) }
    var end = 0
    for name in names {
      end += name.utf8.count
      FrameFileLayout.append(Int64(end), to: &body)
    }
    for name in names { body.append(contentsOf: name.utf8) }
    let padding = extents.tilesStart - PanelFileLayout.prefixBytes - body.count
    body.append(contentsOf: repeatElement(0, count: padding))
    var prefix = PanelFileLayout.magic
    FrameFileLayout.append(PanelFileLayout.version, to: &prefix)
    FrameFileLayout.append(UInt32(columns), to: &prefix)
    for value in [calendar.days.count, assets, extents.fileBytes] { FrameFileLayout.append(UInt64(value), to: &prefix) }
    FrameFileLayout.append(ContentHash.xxh3(body.span.bytes), to: &prefix)
    FrameFileLayout.append(UInt64(extents.tilesStart), to: &prefix)
    FrameFileLayout.append(ContentHash.xxh3(prefix.span.bytes), to: &prefix)
    return prefix + body
  }
}
