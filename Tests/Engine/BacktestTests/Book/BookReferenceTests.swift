import TickmarkAgreement
import TickmarkBacktest
import TickmarkFrames
import Testing

/// Numbers of an independent implementation of the rules of shares and cash.
@Suite struct BookReferenceTests {
  static let tolerance = Agreement.within(relative: 1e-9, absolute: 1e-9)

  private func expect(_ ours: [Double], _ theirs: [Double], _ what: String) {
    let first = OutputComparison.of(ours, with: theirs, Self.tolerance).first
    #expect(first == nil, "\(what)")
  }

  @Test(arguments: BookReferenceCase.names, BookRun.variants) func `every day is the reference's`(
    _ name: String, _ variant: String
  ) throws {
    let reference = try BookReferenceCase(name)
    let run = try BookRun(reference.input(Double.self), variant)
    expect(run.nav, reference.nav, "net asset value")
    expect(run.cash, reference.cash, "cash")
    expect(run.returns, reference.returns, "returns")
  }

  @Test(arguments: BookReferenceCase.names, BookRun.variants) func `every row of the ledger is the reference's`(
    _ name: String, _ variant: String
  ) throws {
    let reference = try BookReferenceCase(name)
    let run = try BookRun(reference.input(Double.self), variant)
    #expect(run.fills.count == reference.ledger.count)
    for (fill, row) in zip(run.fills, reference.ledger) {
      #expect([fill.decisionDay, fill.day, fill.asset].map(Double.init) == Array(row[..<3]))
      let ours = [
        fill.quantity, fill.price, fill.value, fill.cashBefore, fill.cashAfter, fill.sharesBefore, fill.sharesAfter,
        fill.cost,
      ]
      expect(ours, Array(row[3...]), "day \(fill.day), asset \(fill.asset)")
    }
  }

  @Test(arguments: BookReferenceCase.names, BookRun.variants) func `every trade is the reference's, in its order`(
    _ name: String, _ variant: String
  ) throws {
    let reference = try BookReferenceCase(name)
    let run = try BookRun(reference.input(Double.self), variant)
    #expect(run.trades.count == reference.trades.count)
    for (trade, expected) in zip(run.trades, reference.trades) {
      #expect(
        [trade.exitDay, trade.asset, trade.entryDay].map(Int.init)
          == [expected.exitDay, expected.asset, expected.entryDay])
      let ours = [
        trade.entryPrice, trade.exitPrice, trade.quantity, trade.entryCost, trade.exitCost, trade.bestExcursion,
        trade.worstExcursion, trade.net,
      ]
      let theirs = [
        expected.entryPrice, expected.exitPrice, expected.quantity, expected.entryCost, expected.exitCost,
        expected.best, expected.worst, expected.net,
      ]
      expect(ours, theirs, "asset \(trade.asset), closed on day \(trade.exitDay)")
    }
  }

  @Test(arguments: BookReferenceCase.names, BookRun.variants) func `every statistic is the reference's`(
    _ name: String, _ variant: String
  ) throws {
    let reference = try BookReferenceCase(name)
    let run = try BookRun(reference.input(Double.self), variant)
    var compared = 0
    for (statistic, value) in run.statistics.named {
      guard let expected = reference.statistics[statistic] else { continue }
      expect([value], [expected], statistic)
      compared += 1
    }
    // The 59, and four of the capital.
    #expect(compared == 63)
  }
}
