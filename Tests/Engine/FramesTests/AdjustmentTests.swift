import Testing

@testable import TickmarkFrames

@Suite struct AdjustmentTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  private static func day(_ number: Int) -> Day { Day(number: Int32(number)) }

  /// One symbol's closes, day after day.
  private func frame(_ closes: [Double], volume: Double = 100, precision: Precision = .float64) throws -> Frame {
    try Frame(
      bars: closes.enumerated().map { index, close in
        Bar(
          symbol: "A", moment: Moment(day: Self.day(index)), open: close, high: close, low: close, close: close,
          volume: close.isNaN ? .nan : volume)
      }, precision: precision)
  }

  private static func action(_ day: Int, _ kind: CorporateAction.Kind, _ value: Double) -> CorporateAction {
    CorporateAction(symbol: "A", exDay: Self.day(day), kind: kind, value: value)
  }

  /// A holder of one share takes new shares, and buys more for each dividend at the eve's close less the dividend.
  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func `adjusted returns are those of a holder who puts every dividend into shares`(seed: UInt64) throws {
    func unit(_ index: Int) -> Double { SplitMix.unit(seed: seed, index) }
    let closes = (0..<40).map { 50 + 50 * unit($0) }
    let actions = (0..<6).map { index in
      unit(100 + index) < 0.5
        ? Self.action(1 + Int(39 * unit(200 + index)), .split, 0.1 + 4 * unit(300 + index))
        : Self.action(1 + Int(39 * unit(200 + index)), .dividend, 5 * unit(300 + index))
    }
    let adjusted = try frame(closes).adjusted(for: actions, .totalReturn)
    #expect(adjusted.unused.isEmpty)
    for row in 1..<40 {
      var shares = 1.0
      for action in actions where action.exDay == Self.day(row) {
        shares *= action.kind == .split ? action.value : closes[row - 1] / (closes[row - 1] - action.value)
      }
      let held = shares * closes[row] / closes[row - 1]
      let found = adjusted.frame.close[row] / adjusted.frame.close[row - 1]
      #expect(abs(found / held - 1) < 1e-13, "row \(row)")
    }
    #expect(adjusted.frame.close[39] == closes[39])
  }

  @Test func `splits alone leave dividends out, and volumes move against prices`() throws {
    let actions = [Self.action(2, .split, 2), Self.action(3, .dividend, 1), Self.action(4, .split, 0.1)]
    let result = try frame([10, 10, 5, 4, 40], volume: 30).adjusted(for: actions, .splits)
    #expect((0..<5).map { result.frame.close[$0] } == [50, 50, 50, 40, 40])
    // 30 · 2 · 0.1 before, 30 · 0.1 between, 30 after.
    #expect((0..<5).map { result.frame.volume[$0] } == [6, 6, 3, 3, 30])
    #expect(result.unused == [actions[1]])
    for field in Field.prices { #expect(result.frame.value(field, row: 0) == 50) }
  }

  @Test func `actions in another order, or two on one day, give the same`() throws {
    let actions = [Self.action(2, .split, 2), Self.action(2, .dividend, 1), Self.action(4, .dividend, 0.5)]
    let prices = [10, 12, 5, 4, 4.5]
    let one = try frame(prices).adjusted(for: actions, .totalReturn).frame
    let other = try frame(prices).adjusted(for: actions.reversed(), .totalReturn).frame
    for row in 0..<5 { #expect(abs(one.close[row] / other.close[row] - 1) < 1e-15) }
  }

  @Test func `an action before the first bar, after the last, or of another symbol changes nothing and is named`()
    throws
  {
    let before = Self.action(0, .split, 2)
    let after = Self.action(3, .dividend, 1)
    let foreign = CorporateAction(symbol: "B", exDay: Self.day(1), kind: .split, value: 3)
    let plain = try frame([1, 2, 3])
    let result = try plain.adjusted(for: [after, before, foreign], .totalReturn)
    #expect(result.unused == [after, before, foreign] && result.frame.lines == plain.lines)
  }

  @Test func `a gap stays a gap, and a dividend looks behind it for the last close`() throws {
    let result = try frame([10, .nan, 9, 9]).adjusted(for: [Self.action(2, .dividend, 1)], .totalReturn)
    #expect(result.frame.close[0] == 9 && result.frame.close[1].isNaN && result.frame.volume[1].isNaN)
    let nothing = try frame([.nan, 9, 9]).adjusted(for: [Self.action(1, .dividend, 1)], .totalReturn)
    #expect(nothing.unused.count == 1)
  }

  @Test func `a dividend that is not below the close is refused`() throws {
    let error = FrameError.dividendTooLarge(symbol: "A", day: Self.day(1), amount: 10, close: 10)
    #expect(throws: error) { try frame([10, 1]).adjusted(for: [Self.action(1, .dividend, 10)], .totalReturn) }
    #expect(error.description.contains("1970-01-02"))
  }

  @Test(arguments: [(2e9, 4.0, "int64"), (9e18, 4, "float64"), (2e9, 1, "int32"), (2e9, 0.5, "int32")])
  func `an adjusted volume widens its column and never wraps`(volume: Double, ratio: Double, kind: String) throws {
    let result = try frame([4, 1], volume: volume).adjusted(for: [Self.action(1, .split, ratio)], .splits).frame
    let found =
      switch result.volume.values {
      case .int32: "int32"
      case .int64: "int64"
      case .float64: "float64"
      }
    #expect(found == kind && result.volume[0] == volume * ratio && result.volume[1] == volume)
  }

  @Test func `prices stay Float32 until one of them does not fit`() throws {
    let plain = try frame([4, 1], precision: .float32)
    #expect(try plain.adjusted(for: [Self.action(1, .split, 4)], .splits).frame.close.rowBytes == 4)
    #expect(try plain.adjusted(for: [Self.action(1, .split, 1e40)], .splits).frame.close.rowBytes == 8)
  }

  @Test func `actions are read from a file with columns in any order`() throws {
    let path = try scratch.file(
      "a.csv", "kind,value,symbol,note,date\nSplit,2,A,x,2020-01-02\ndividend,0.25,\"B,C\",,20200103\n")
    #expect(
      try CorporateAction.read(csv: path) == [
        CorporateAction(symbol: "A", exDay: try #require(Day(year: 2020, month: 1, day: 2)), kind: .split, value: 2),
        CorporateAction(
          symbol: "B,C", exDay: try #require(Day(year: 2020, month: 1, day: 3)), kind: .dividend, value: 0.25),
      ])
  }

  @Test func `bad actions name file, line and field`() throws {
    func error(_ text: String) throws -> FrameError? {
      let path = try scratch.file("a.csv", text)
      return thrown { () throws(FrameError) in _ = try CorporateAction.read(csv: path) }
    }
    let place = Place(path: scratch.path("a.csv"), line: 2)
    let header = "symbol,date,kind,value\n"
    #expect(try error(header + "A,2020-01-02,merger,1\n") == .unknownAction(place, text: "merger"))
    for text in ["0", "-1", ""] {
      #expect(try error(header + "A,2020-01-02,split,\(text)\n") == .badAction(place, kind: .split, text: text))
    }
    #expect(try error(header + "A,2020-01-02,dividend,-1\n") == .badAction(place, kind: .dividend, text: "-1"))
    #expect(try error(header + "A,2020-01-02,dividend,x\n") == .notANumber(place, field: "value", text: "x"))
    #expect(try error(header + ",2020-01-02,split,2\n") == .noSymbol(place))
    #expect(try error(header + "A,2020-13-02,split,2\n") == .notADate(place, field: "date", text: "2020-13-02"))
    #expect(try error(header + "A,2020-01-02,split\n") == .ragged(place, fields: 3, expected: 4))
    #expect(try error("symbol,date,kind\n") == .missingColumn(path: scratch.path("a.csv"), column: "value"))
    for kind in CorporateAction.Kind.allCases {
      #expect(FrameError.badAction(place, kind: kind, text: "x").description.contains("line 2, field 'value'"))
    }
  }
}
