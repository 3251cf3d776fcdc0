import TickmarkMemory

/// What prices are adjusted for.
public enum Adjustment: String, CaseIterable, Sendable {
  /// Splits only: prices as if there had always been as many shares as at the end.
  case splits
  /// Splits and dividends: returns are those of a holder who puts every dividend into more shares.
  case totalReturn = "total-return"
}

/// Adjusted prices, and the actions that changed nothing.
public struct AdjustedFrame: Sendable {
  public let frame: Frame
  /// In the order given: actions of symbols that the frame does not have, those without a bar both before and from the
  /// ex-day on, dividends without a close before, and dividends where only splits were asked for.
  public let unused: [CorporateAction]
}

extension Frame {
  /// Prices and volumes before each ex-day on the terms of the last bar.
  ///
  ///     price'[row]  = price[row] · Π f      over the symbol's actions with an ex-day after the row's day
  ///     volume'[row] = volume[row] · Π ratio   over its splits among them, rounded to the column's last decimal place
  ///     f = 1 / ratio                         for a split
  ///     f = (C − dividend) / C                for a dividend; C is the last close, as read, before the ex-day
  ///
  /// So over an ex-day the adjusted closes return `ratio · close / (C − dividend) − 1`: what a holder earns who buys
  /// shares for the dividend at the price of the eve less the dividend. Buying at the ex-day's close instead would give
  /// `(close + dividend) / C − 1`, which differs in the second order. A dividend on the day of a split is for old shares.
  ///
  /// - Gaps: stay gaps; a dividend looks for the last close that is there.
  /// - Accuracy: factors are products of Float64 from the last action back, each price is multiplied and rounded once. A
  ///   column that Float32 can hold no longer becomes Float64. A volume column widens where it must, and becomes Float64
  ///   (nearest) beyond Int64; nothing wraps.
  /// - Throws: `dividendTooLarge` for one that is not below `C`.
  /// - Complexity: O(rows + actions · log actions) time; 24 bytes a row while it runs.
  public func adjusted(for actions: [CorporateAction], _ adjustment: Adjustment) throws(FrameError) -> AdjustedFrame {
    var factors = AdjustmentFactors(rows: count)
    var unused = Set(actions.indices)
    // Of several on one day the order does not count: each takes its close from the day before.
    let latestFirst = actions.indices.sorted { (actions[$0].exDay, $0) > (actions[$1].exDay, $1) }
    var bySymbol: [Int: [Int]] = [:]
    for index in latestFirst where adjustment == .totalReturn || actions[index].kind == .split {
      if let symbol = self.index(of: actions[index].symbol) { bySymbol[symbol, default: []].append(index) }
    }
    for (symbol, indices) in bySymbol.sorted(by: { $0.key < $1.key }) {
      let rows = rows(of: symbol)
      var end = rows.upperBound
      var (price, volume) = (1.0, 1.0)
      for index in indices {
        let action = actions[index]
        let first = firstRow(of: symbol, from: action.exDay)
        guard first > rows.lowerBound, first < rows.upperBound else { continue }
        let factor: Double
        switch action.kind {
        case .split: factor = 1 / action.value
        case .dividend:
          guard let eve = (rows.lowerBound..<first).last(where: { !close[$0].isNaN }) else { continue }
          guard action.value < close[eve] else {
            throw .dividendTooLarge(
              symbol: action.symbol, day: action.exDay, amount: action.value, close: close[eve])
          }
          factor = (close[eve] - action.value) / close[eve]
        }
        factors.fill(first..<end, price: price, volume: volume)
        price *= factor
        if action.kind == .split { volume *= action.value }
        end = first
        unused.remove(index)
      }
      factors.fill(rows.lowerBound..<end, price: price, volume: volume)
    }
    let frame = Frame(
      symbols: symbols, ranges: symbols.indices.map { rows(of: $0) }, codes: codes, days: days, seconds: seconds,
      prices: [open, high, low, close].map { factors.adjust($0) }, volume: factors.adjust(volume))
    return AdjustedFrame(frame: frame, unused: unused.sorted().map { actions[$0] })
  }

  /// The first row of a symbol that is not before `day`.
  private func firstRow(of symbol: Int, from day: Day) -> Int {
    var (low, high) = (rows(of: symbol).lowerBound, rows(of: symbol).upperBound)
    while low < high {
      let middle = (low + high) / 2
      if days[middle] < day.number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// What each row is multiplied by.
private struct AdjustmentFactors: ~Copyable {
  private var prices: AlignedBuffer<Double>
  private var volumes: AlignedBuffer<Double>

  init(rows: Int) {
    prices = AlignedBuffer(count: rows, repeating: 1)
    volumes = AlignedBuffer(count: rows, repeating: 1)
  }

  mutating func fill(_ rows: Range<Int>, price: Double, volume: Double) {
    for row in rows { (prices[row], volumes[row]) = (price, volume) }
  }

  func adjust(_ column: PriceColumn) -> PriceColumn {
    let precision: Precision = if case .float32 = column { .float32 } else { .float64 }
    return PriceColumn((0..<column.count).map { column[$0] * prices[$0] }, precision: precision)
  }

  func adjust(_ column: VolumeColumn) -> VolumeColumn {
    guard (0..<column.count).contains(where: { volumes[$0] != 1 }) else { return column }
    if let stored = integers(column) { return VolumeColumn(narrowing: Column(stored), scale: column.scale) }
    var wide = AlignedBuffer<Double>(count: column.count, repeating: .nan)
    for row in 0..<column.count { wide[row] = column[row] * volumes[row] }
    return VolumeColumn(.float64(Column(wide)), scale: 0)
  }

  /// Each volume times its factor; nothing where one does not fit, or where the column holds no integers.
  private func integers(_ column: VolumeColumn) -> AlignedBuffer<Int64>? {
    if case .float64 = column.values { return nil }
    var stored = AlignedBuffer<Int64>(count: column.count, repeating: VolumeColumn.gap)
    for row in 0..<column.count {
      guard let volume = column.stored(row) else { continue }
      if volumes[row] == 1 {
        stored[row] = volume
      } else {
        guard let product = Int64(exactly: (Double(volume) * volumes[row]).rounded()), product != VolumeColumn.gap
        else {
          return nil
        }
        stored[row] = product
      }
    }
    return stored
  }
}
