public import TickmarkFrames
import TickmarkIndicators
import TickmarkMemory

/// The memory of a strategy's runs over one panel, used again for the next run: indicator columns and weights.
public struct StrategyWeights: ~Copyable {
  public let days: Int
  public let assets: Int
  /// `[tile][day]`; empty while it is lent.
  private var rows: AlignedBuffer<SIMD16<Float>>
  private var lent: Column<SIMD16<Float>>?
  private var columns: AlignedBuffer<SIMD16<Float>>
  private var scratch: ThreadScratch?

  public init(for closes: Panel<Float>) {
    days = closes.days
    assets = closes.assets
    rows = AlignedBuffer(count: closes.rows.count, repeating: SIMD16(repeating: 0))
    columns = Self.noRows
  }

  /// The weights of all days, in the memory that they were computed in: it is used again once nobody has the panel any more.
  public mutating func panel() -> Panel<Float> {
    if let lent { return Panel(days: days, assets: assets, rows: lent) }
    var filled = Self.noRows
    swap(&filled, &rows)
    let column = Column(filled)
    lent = column
    return Panel(days: days, assets: assets, rows: column)
  }

  private static var noRows: AlignedBuffer<SIMD16<Float>> { AlignedBuffer(count: 0, repeating: SIMD16(repeating: 0)) }

  /// To be called before the rows are written.
  private mutating func takeBack() {
    guard lent != nil else { return }
    rows =
      Column.takeBuffer(of: &lent)
      ?? AlignedBuffer(count: Panel<Float>.tiles(for: assets) * days, repeating: SIMD16(repeating: 0))
  }

  /// Holds nothing.
  mutating func clear() {
    takeBack()
    for index in 0..<rows.count { rows[index] = SIMD16(repeating: 0) }
  }

  /// - Precondition: since the panel was had, there was a `clear`.
  mutating func set(_ weight: Float, day: Int, asset: Int) { rows[asset / 16 * days + day][asset % 16] = weight }

  /// What fills the weights of one tile: its closes, column after column of its indicators, and the weight of an asset that is
  /// held, all with a row a day.
  typealias Body = (
    _ closes: Span<SIMD16<Float>>, _ columns: Span<SIMD16<Float>>, _ share: SIMD16<Float>,
    _ weights: inout MutableSpan<SIMD16<Float>>
  ) -> Void

  /// Computes indicators and hands each tile to `body`.
  mutating func fill(
    from closes: Panel<Float>, with indicators: [any Indicator], _ body: Body
  ) throws(OptimizationError) {
    precondition(closes.days == days && closes.assets == assets, "made for these closes")
    let plan: IndicatorPlan<Float>
    do { plan = try IndicatorPlan(indicators) } catch {
      throw .badParameters(strategy: "indicators", problem: "\(error)")
    }
    let panels = BarPanels(closes: closes)
    if columns.count != plan.columns.count * closes.rows.count { columns = plan.makeOutput(for: panels) }
    takeBack()
    let room = plan.scratch(reusing: scratch)
    scratch = room
    plan.fill(&columns, from: panels, scratch: room, with: IndicatorPlan.fused)
    Self.eachTile(of: closes, columns, &rows, body)
  }

  private static func eachTile(
    of closes: Panel<Float>, _ columns: borrowing AlignedBuffer<SIMD16<Float>>,
    _ rows: inout AlignedBuffer<SIMD16<Float>>, _ body: Body
  ) {
    let days = closes.days
    let height = columns.count / max(closes.tiles, 1)
    for tile in 0..<closes.tiles {
      let prices = closes.tile(tile)
      var all = rows.mutableSpan
      var part = all._mutatingExtracting(tile * days..<(tile + 1) * days)
      body(
        prices.span, columns.span.extracting(tile * height..<(tile + 1) * height), share(of: closes.assets, tile: tile),
        &part)
    }
  }

  private static func share(of assets: Int, tile: Int) -> SIMD16<Float> {
    var share = SIMD16<Float>(repeating: 0)
    for lane in 0..<min(16, assets - tile * 16) { share[lane] = 1 / Float(assets) }
    return share
  }
}
