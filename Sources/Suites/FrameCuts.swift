import TickmarkFrames
import TickmarkMeasurement

/// A generated market, and what was last cut out of it.
final class FrameCuts {
  let frame: Frame
  private let days: ClosedRange<Day>
  private let filter: FrameFilter
  private var slice: FrameSlice

  init(_ size: Size) throws {
    let market = MarketGenerator(symbols: size.columns, days: size.rows, seed: 42)
    frame = try market.frame()
    let calendar = market.calendar
    days = calendar[size.rows / 4]...calendar[size.rows * 3 / 4]
    filter = FrameFilter(days: days, closes: 5...(.infinity), minimumBars: size.rows / 8)
    slice = frame.slice
  }

  func shareDays() { slice = frame.slice(days: days) }
  func copyDays() { slice = frame.slice(days: days).copied().slice }
  func shareFiltered() { slice = frame.filtered(by: filter).slice }
  func copyFiltered() { slice = frame.filtered(by: filter).slice.copied().slice }
  func resample(to period: Period) { if let made = try? frame.resampled(to: period) { slice = made.slice } }

  /// Every number of what was cut; symbols by their place among those that are left, which is the same in a copy.
  func digest() -> [Double] {
    var digest: [Double] = []
    let places = Dictionary(uniqueKeysWithValues: slice.symbols.enumerated().map { ($1, Double($0)) })
    slice.forEachRow { row in
      digest.append(places[slice.frame.symbols[Int(slice.frame.codes[row])]] ?? .nan)
      digest.append(Double(slice.frame.days[row]))
      for field in Field.allCases { digest.append(slice.frame.value(field, row: row)) }
    }
    return digest
  }
}
