/// One row of a frame, for building small frames in code.
public struct Bar: Equatable, Sendable {
  public var symbol: String
  public var moment: Moment
  public var open, high, low, close, volume: Double

  public init(
    symbol: String, moment: Moment, open: Double = .nan, high: Double = .nan, low: Double = .nan, close: Double,
    volume: Double = .nan
  ) {
    self.symbol = symbol
    self.moment = moment
    (self.open, self.high, self.low, self.close, self.volume) = (open, high, low, close, volume)
  }
}

extension Frame {
  /// A frame of `bars`, which may interleave symbols.
  ///
  /// - Throws: `duplicate`, `outOfOrder`, `notANumber` (an infinite value) and `tooManyDigits`; the place is the bar's
  ///   1-based number in "bars".
  public init(bars: [Bar], precision: Precision = .float32, order: RowOrder = .increasing) throws(FrameError) {
    var builder = FrameBuilder(precision: precision, order: order)
    builder.begin(file: "bars", expectedRows: bars.count)
    var codes: [String: Int32] = [:]
    var names: [String] = []
    for (index, bar) in bars.enumerated() {
      let place = Place(path: "bars", line: index + 1)
      for (field, value) in zip(Field.allCases, [bar.open, bar.high, bar.low, bar.close, bar.volume])
      where value.isInfinite {
        throw .notANumber(place, field: field.rawValue, text: "\(value)")
      }
      let code = codes[bar.symbol] ?? Int32(names.count)
      if Int(code) == names.count {
        codes[bar.symbol] = code
        names.append(bar.symbol)
      }
      let row = BarFields(
        key: bar.moment.key, prices: SIMD4(bar.open, bar.high, bar.low, bar.close), volume: Self.decimal(bar.volume))
      guard try builder.append(row, code: code, place: place, name: bar.symbol) else {
        throw .tooManyDigits(place, field: "volume", text: "\(bar.volume)")
      }
    }
    self = try builder.finish(names: names)
  }

  /// The shortest decimal of `volume`; nothing for a gap.
  private static func decimal(_ volume: Double) -> DecimalNumber? {
    let text = Array(volume.description.utf8)
    guard case .number(let number) = DecimalNumber.read(text.span, 0..<text.count) else { return nil }
    return number
  }
}
