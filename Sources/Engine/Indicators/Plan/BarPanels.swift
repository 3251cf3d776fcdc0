public import TickmarkFrames
import TickmarkMemory

/// The panels that indicators read, lane for lane and day for day beside each other.
public struct BarPanels<Element: PanelElement>: Sendable {
  public let closes: Panel<Element>
  public let highs: Panel<Element>?
  public let lows: Panel<Element>?
  public let volumes: Panel<Element>?
  /// The level of the index on each lane's own days; of one tile only, if those are the same for all tiles.
  public let index: Panel<Element>?

  /// - Precondition: all have the days and assets of `closes`; `index` may have up to 16 assets instead.
  public init(
    closes: Panel<Element>, highs: Panel<Element>? = nil, lows: Panel<Element>? = nil, volumes: Panel<Element>? = nil,
    index: Panel<Element>? = nil
  ) {
    for other in [highs, lows, volumes].compactMap(\.self) {
      precondition(other.days == closes.days && other.assets == closes.assets, "one value for each close")
    }
    if let index {
      precondition(
        index.days == closes.days && (index.tiles == 1 || index.assets == closes.assets),
        "one level of the index for each close, or for each day")
    }
    self.closes = closes
    self.highs = highs
    self.lows = lows
    self.volumes = volumes
    self.index = index
  }

  public var fields: BarFields {
    var fields = BarFields.closes
    if highs != nil { fields.insert(.highs) }
    if lows != nil { fields.insert(.lows) }
    if volumes != nil { fields.insert(.volumes) }
    if index != nil { fields.insert(.index) }
    return fields
  }

  /// Calls `body` with the rows of one tile.
  func withTile(_ tile: Int, _ body: (borrowing TileInput<Element>) -> Void) {
    let none = closes.rows.slice(0..<0)
    let closes = closes.tile(tile)
    let highs = highs?.tile(tile) ?? none
    let lows = lows?.tile(tile) ?? none
    let volumes = volumes?.tile(tile) ?? none
    let index = index.map { $0.tile($0.tiles == 1 ? 0 : tile) } ?? none
    body(
      TileInput(
        closes: closes.span, highs: highs.span, lows: lows.span, volumes: volumes.span, index: index.span))
  }
}
