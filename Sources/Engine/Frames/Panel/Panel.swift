public import TickmarkMemory

/// Days × assets of one column, in tiles of 16 assets: `[tile][day][lane]`.
///
/// A row is one day of one tile, one 64-byte vector of `Float`. A tile of 252 days is 16 KiB and stays in the first-level
/// cache while several indicators are computed in one pass over it.
///
/// - Gaps: a missing value is NaN, and so are the lanes past the last asset.
public struct Panel<Element: PanelElement>: Sendable {
  public typealias Row = SIMD16<Element>

  public let days: Int
  public let assets: Int
  /// Tile after tile, each of `days` rows.
  public let rows: Column<Row>

  @inlinable public init(_ panel: consuming MutablePanel<Element>) {
    days = panel.days
    assets = panel.assets
    rows = Column(panel.takeRows())
  }

  /// - Precondition: as many rows as the tiles of `assets` have in `days`.
  init(days: Int, assets: Int, rows: Column<Row>) {
    precondition(rows.count == Self.tiles(for: assets) * days, "a row a day of each tile")
    (self.days, self.assets, self.rows) = (days, assets, rows)
  }

  /// The number of tiles that hold `assets` assets.
  @inlinable public static func tiles(for assets: Int) -> Int { (assets + lanes - 1) / lanes }
  @inlinable public static var lanes: Int { 16 }
  @inlinable public var tiles: Int { Self.tiles(for: assets) }

  /// The rows of one tile, a day each, in the same memory.
  @inlinable public func tile(_ index: Int) -> Column<Row> { rows.slice(index * days..<(index + 1) * days) }

  @inlinable public subscript(day: Int, asset: Int) -> Element {
    precondition(day >= 0 && day < days && asset >= 0 && asset < assets, "a day and an asset of the panel")
    return rows[asset / Self.lanes * days + day][asset % Self.lanes]
  }

  /// The same values as another element, each rounded once.
  @inlinable public func converted<Other: PanelElement>(to: Other.Type) -> Panel<Other> {
    Panel<Other>(days: days, assets: assets) { Other(self[$0, $1]) }
  }

  @inlinable public init(days: Int, assets: Int, value: (_ day: Int, _ asset: Int) -> Element) {
    var panel = MutablePanel<Element>(days: days, assets: assets)
    for asset in 0..<assets {
      for day in 0..<days { panel[day, asset] = value(day, asset) }
    }
    self.init(panel)
  }
}

/// A panel while it is being filled; every value begins as a gap.
public struct MutablePanel<Element: PanelElement>: ~Copyable {
  public let days: Int
  public let assets: Int
  /// `[tile][day][lane]`, an element each, so that a single value is one store.
  @usableFromInline var values: AlignedBuffer<Element>

  @inlinable public init(days: Int, assets: Int) {
    precondition(days >= 0 && assets >= 0, "a panel has no negative size")
    self.days = days
    self.assets = assets
    values = AlignedBuffer(count: Panel<Element>.tiles(for: assets) * days * Panel<Element>.lanes, repeating: .nan)
  }

  /// Begins with the values of `panel`.
  @inlinable public init(copying panel: Panel<Element>) {
    self.init(days: panel.days, assets: panel.assets)
    for asset in 0..<assets {
      for day in 0..<days { self[day, asset] = panel[day, asset] }
    }
  }

  @inlinable public subscript(day: Int, asset: Int) -> Element {
    get { values[position(day, asset)] }
    set {
      precondition(day >= 0 && day < days && asset >= 0 && asset < assets, "a day and an asset of the panel")
      values[position(day, asset)] = newValue
    }
  }

  @inlinable func position(_ day: Int, _ asset: Int) -> Int { ((asset / 16) * days + day) * 16 + asset % 16 }

  @inlinable consuming func takeRows() -> AlignedBuffer<SIMD16<Element>> { values.vectors() }
}
