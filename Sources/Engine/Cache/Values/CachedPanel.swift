public import TickmarkFrames
public import TickmarkMemory

/// A panel of `Float`: an indicator of all assets.
public final class CachedPanel: Cacheable {
  public let panel: Panel<Float>

  public init(_ panel: Panel<Float>) { self.panel = panel }

  public var heldBytes: Int { panel.rows.heldBytes + HeldMemory.bytes(of: self) }

  public static var storedKind: UInt32? { 2 }

  /// Days and assets, then the tiles' rows from byte 64 on.
  public func eachStoredPart(_ body: (RawSpan) throws(FrameError) -> Void) throws(FrameError) {
    var head: [UInt8] = []
    for count in [panel.days, panel.assets] { EntryFileLayout.append(UInt64(count), to: &head) }
    head += [UInt8](repeating: 0, count: Self.headBytes - head.count)
    try body(head.span.bytes)
    let rows = panel.rows
    let span = rows.span
    try body(span.bytes)
  }

  /// In place: the panel's pages are the file's.
  public static func stored(in file: MappedFile, payload: Range<Int>) -> CachedPanel? {
    guard payload.count >= headBytes, payload.lowerBound % headBytes == 0,
      let days = Int(exactly: EntryFileLayout.word(file, at: payload.lowerBound)),
      let assets = Int(exactly: EntryFileLayout.word(file, at: payload.lowerBound + 8)),
      // So that the number of tiles and of rows can be computed at all.
      days <= payload.count, assets <= payload.count
    else { return nil }
    let (rows, overflow) = Panel<Float>.tiles(for: assets).multipliedReportingOverflow(by: days)
    let bytes = payload.count - headBytes
    guard !overflow, bytes % headBytes == 0, rows == bytes / headBytes else { return nil }
    return CachedPanel(
      Panel(days: days, assets: assets, rows: Column(file, byteOffset: payload.lowerBound + headBytes, count: rows)))
  }

  /// A row of sixteen `Float`.
  private static let headBytes = 64
}
