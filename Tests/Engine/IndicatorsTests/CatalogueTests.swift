import Testing

@testable import TickmarkIndicators

/// Reading lists of indicators.
@Suite struct CatalogueTests {
  @Test func `a list names indicators and their parameters in order`() throws {
    let plan = try IndicatorPlan<Float>("sma:20,ema:12,minmax:5,sma:50")
    #expect(plan.columns == ["sma_20", "ema_12", "min_5", "max_5", "sma_50"])
    #expect(plan.indicators.map { $0.specification } == ["sma:20", "ema:12", "minmax:5", "sma:50"])
    #expect(plan.lookBack == 49)
  }

  @Test func `without numbers an indicator takes its usual ones`() throws {
    for type in IndicatorCatalog.all {
      let indicator = try #require(IndicatorCatalog.indicators(type.name).first)
      #expect(indicator.values == type.parameters.map(\.standard))
      #expect(indicator.columns.count == type.columnCount)
    }
  }

  @Test func `names and columns are of one indicator only`() throws {
    let names = IndicatorCatalog.all.map { $0.name }
    #expect(Set(names).count == names.count)
    let columns = try IndicatorCatalog.indicators(names.joined(separator: ",")).flatMap(\.columns)
    #expect(Set(columns).count == columns.count)
  }

  static let period = IndicatorParameter.period(20)
  static let mistakes: [(String, IndicatorError)] = [
    ("", .none), (",", .none),
    ("smma:3", .unknown("smma", known: IndicatorCatalog.all.map { $0.name })),
    ("sma:0", .badParameter("sma", period, given: "0")),
    ("sma:-3", .badParameter("sma", period, given: "-3")),
    ("sma:2.5", .badParameter("sma", period, given: "2.5")),
    ("sma:nan", .badParameter("sma", period, given: "nan")),
    ("sma:100001", .badParameter("sma", period, given: "100001")),
    ("sma:9999999999999999999999", .badParameter("sma", period, given: "1e+22")),
    ("sma:x", .badParameter("sma", period, given: "'x'")),
    ("sma:", .badParameter("sma", period, given: "''")),
    ("deviation:20/2", .badParameter("deviation", .freedom, given: "2")),
    ("deviation:1/1", .badParameter("deviation", .period(20, atLeast: 2), given: "1")),
    ("sma:3/4", .parameterCount("sma", given: 2, wanted: ["period"])),
    ("sma:3,ema:4,sma:3", .repeated("sma_3")),
  ]

  @Test(arguments: mistakes) func `a list that cannot be computed says which part and what to write`(
    _ list: String, _ error: IndicatorError
  ) {
    #expect(throws: error) { try IndicatorPlan<Float>(list) }
    #expect(error.description.contains("; ") && !error.description.contains("\n"))
  }

  @Test func `the longest period is computed without a trap`() throws {
    let list = "sma:100000,minmax:100000,ema:100000,bollinger:100000/2/1,correlation:100000,adx:100000"
    let columns = try Bars.walk(3, seed: 1).columns(list, variant: "fused")
    #expect(columns.values.allSatisfy { $0.allSatisfy(\.isNaN) })
  }
}
