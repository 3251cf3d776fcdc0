public import TickmarkFrames
import TickmarkMemory

/// A kernel that fills all columns of a set for one tile of 16 assets, in one pass over its rows.
///
/// - Shape: `days` rows in; `columns` holds column after column, each of `days` rows; what `scratch` holds before and
///   after means nothing.
/// - Precondition: `columns.count` is a whole multiple of the input's `days`, checked before the first write.
public typealias TileBody<Element: PanelElement> =
  @Sendable (
    _ input: borrowing TileInput<Element>, _ scratch: inout TileScratch, _ columns: inout MutableSpan<SIMD16<Element>>
  ) -> Void

/// What a tile kernel may read: a row a day.
public struct TileInput<Element: PanelElement>: ~Escapable {
  public let closes: Span<SIMD16<Element>>
  /// As many rows as `closes`, or none where the set needs no volume.
  public let volumes: Span<SIMD16<Element>>

  @_lifetime(copy closes, copy volumes)
  public init(closes: Span<SIMD16<Element>>, volumes: Span<SIMD16<Element>>) {
    precondition(volumes.count == closes.count || volumes.isEmpty, "one volume row for each row of closes")
    self.closes = closes
    self.volumes = volumes
  }
}

/// Where the sixteen-lane windows of one pass keep their blocks: one row of Float64 lanes a value.
///
/// Owned by the caller, one a thread, and used again for every tile. It begins on a cache line, which the stack does not
/// promise (Swift aligns vectors to 16 bytes): rows that straddle two lines made the kernel up to 15 % slower in one
/// process than in the next.
public struct TileScratch: ~Copyable {
  var rows = AlignedBuffer<SIMD16<Double>>(count: 208, repeating: SIMD16(repeating: 0))

  public init() {}
}
