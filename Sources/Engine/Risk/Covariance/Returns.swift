import Glibc
public import TickmarkFrames

/// What a return is.
public enum ReturnKind: String, CaseIterable, Sendable {
  /// price / price before − 1
  case simple
  /// log(price / price before)
  case log
}

/// What becomes of days on which some asset has no return.
public enum GapRule: String, CaseIterable, Sendable {
  /// They are an error that names the first.
  case refuse
  /// They are left out for all assets, and counted.
  case leaveOut = "leave-out"
}

/// Returns from day to day, complete or refused.
public struct Returns<Element: PanelElement>: Sendable {
  /// Without gaps.
  public let panel: Panel<Element>
  /// Which days of the prices, counted from 0, the returns end on.
  public let days: [Int]
  /// How many were left out.
  public let leftOut: Int

  /// - Gaps: a price that is missing, or is not above 0, takes the returns of its day and of the next.
  /// - Throws: `gap` with the day of the prices, where gaps are refused.
  public init(prices: Panel<Element>, kind: ReturnKind = .simple, gaps: GapRule = .refuse) throws(RiskError) {
    func value(_ day: Int, _ asset: Int) -> Double {
      let (price, before) = (Double(prices[day, asset]), Double(prices[day - 1, asset]))
      guard price > 0, before > 0, price.isFinite, before.isFinite else { return .nan }
      return kind == .simple ? price / before - 1 : Glibc.log(price / before)
    }
    var days: [Int] = []
    for day in 1..<max(prices.days, 1) {
      guard let asset = (0..<prices.assets).first(where: { value(day, $0).isNaN }) else {
        days.append(day)
        continue
      }
      if gaps == .refuse { throw .gap(day: day, asset: asset) }
    }
    panel = Panel(days: days.count, assets: prices.assets) { Element(value(days[$0], $1)) }
    self.days = days
    leftOut = max(prices.days - 1, 0) - days.count
  }

  /// The first value, tile by tile, that is missing or not finite.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  static func firstGap(in panel: Panel<Element>) -> (day: Int, asset: Int)? {
    for tile in 0..<panel.tiles {
      let rows = panel.tile(tile)
      let assets = min(16, panel.assets - tile * 16)
      for day in 0..<panel.days {
        let row = rows[day]
        // A difference with itself is 0 for what is finite, and NaN for the rest.
        let difference = row - row
        for lane in 0..<assets where difference[lane] != 0 { return (day, tile * 16 + lane) }
      }
    }
    return nil
  }
}
