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

/// What a tile kernel may read: a row a day. What nobody asks for may be empty.
public struct TileInput<Element: PanelElement>: ~Escapable {
  public let closes: Span<SIMD16<Element>>
  public let highs: Span<SIMD16<Element>>
  public let lows: Span<SIMD16<Element>>
  public let volumes: Span<SIMD16<Element>>
  /// The level of an index on each lane's own days.
  public let index: Span<SIMD16<Element>>

  /// - Precondition: the others have as many rows as `closes`, or none.
  @_lifetime(copy closes, copy highs, copy lows, copy volumes, copy index)
  public init(
    closes: Span<SIMD16<Element>>, highs: Span<SIMD16<Element>> = Span(), lows: Span<SIMD16<Element>> = Span(),
    volumes: Span<SIMD16<Element>> = Span(), index: Span<SIMD16<Element>> = Span()
  ) {
    precondition(highs.count == closes.count || highs.isEmpty, "one row of highs for each row of closes")
    precondition(lows.count == closes.count || lows.isEmpty, "one row of lows for each row of closes")
    precondition(volumes.count == closes.count || volumes.isEmpty, "one volume row for each row of closes")
    precondition(index.count == closes.count || index.isEmpty, "one row of the index for each row of closes")
    self.closes = closes
    self.highs = highs
    self.lows = lows
    self.volumes = volumes
    self.index = index
  }

  var days: Int { closes.count }

  /// One asset's bar.
  func bar(_ day: Int, _ lane: Int) -> IndicatorBar {
    IndicatorBar(
      close: Double(closes[day][lane]), high: highs.isEmpty ? .nan : Double(highs[day][lane]),
      low: lows.isEmpty ? .nan : Double(lows[day][lane]), volume: volumes.isEmpty ? .nan : Double(volumes[day][lane]),
      index: index.isEmpty ? .nan : Double(index[day][lane]))
  }

  /// Whether a value that these fields read is NaN or infinite.
  func hasGaps(in fields: BarFields) -> Bool {
    (fields.contains(.closes) && TileGaps.exist(in: closes)) || (fields.contains(.highs) && TileGaps.exist(in: highs))
      || (fields.contains(.lows) && TileGaps.exist(in: lows))
      || (fields.contains(.volumes) && TileGaps.exist(in: volumes))
      || (fields.contains(.index) && TileGaps.exist(in: index))
  }
}

/// Where the windows of one pass keep their blocks: one row of sixteen Float64 lanes a value, and for the variant
/// `scalar` one Float64.
///
/// Owned by the caller, one a thread, and used again for every tile. It begins on a cache line, which the stack does not
/// promise (Swift aligns vectors to 16 bytes): rows that straddle two lines made the kernel up to 15 % slower in one
/// process than in the next.
public struct TileScratch: ~Copyable {
  var rows: AlignedBuffer<SIMD16<Double>>
  var values: AlignedBuffer<Double>

  init(rows: Int) {
    self.rows = AlignedBuffer(count: rows, repeating: SIMD16(repeating: 0))
    values = AlignedBuffer(count: rows, repeating: 0)
  }
}
