import TickmarkBaselines
import TickmarkGating
import TickmarkStatistics

@testable import TickmarkReporting

/// Reports with names and numbers that no sane run would have.
enum RandomContent {
  enum Names { case wild, plain }

  static func make(seed: UInt64, names: Names = .wild, cases: Int = 12) -> ReportContent {
    var generator = SplitMix64(seed: seed)
    var records: [CaseRecord] = []
    var before: [CaseRecord] = []
    var rows: [ComparisonRow] = []
    for index in 0..<Int.random(in: 1...cases, using: &generator) {
      let name = "\(word(names, &generator))/\(word(names, &generator))/\(index)"
      let variant = word(names, &generator)
      let median = number(&generator)
      var record = Fixture.record(
        name, variant, rows: Int.random(in: 0...1_000_000_000, using: &generator), median: median,
        speedup: Bool.random(using: &generator) ? number(&generator) : nil, samples: Bool.random(using: &generator))
      before.append(record)
      if Int.random(in: 0..<8, using: &generator) == 0 { record.metrics["wall"]?.interval = [.nan, .infinity] }
      if Int.random(in: 0..<8, using: &generator) == 0 { record.agreement.disagreement = word(names, &generator) }
      records.append(record)
      let ratio = number(&generator)
      if Bool.random(using: &generator) {
        rows.append(
          Fixture.change(
            name, variant, median, median * ratio, ratio, [ratio * 0.9, ratio * 1.1],
            Verdict.allCases.randomElement(using: &generator) ?? .undecided, note: word(names, &generator)))
      }
    }
    var run = Fixture.run
    run.cases = records
    run.notes = [word(names, &generator)]
    var earlier = run
    earlier.cases = before
    var comparison = Fixture.comparison
    comparison.rows = rows
    comparison.missing = [word(names, &generator), "a/b/c:" + word(names, &generator)]
    let hasComparison = Bool.random(using: &generator)
    return ReportContent(
      title: word(names, &generator), run: run, before: hasComparison ? earlier : nil,
      comparison: hasComparison ? comparison : nil, budgets: hasComparison ? Fixture.budgets : [], command: "x")
  }

  /// From far too small to far too large, and now and then no number at all.
  private static func number(_ generator: inout SplitMix64) -> Double {
    switch Int.random(in: 0..<12, using: &generator) {
    case 0: 0
    case 1: .infinity
    case 2: .nan
    case 3: 1e-300
    case 4: 1e300
    default: Double.random(in: 0.5...2, using: &generator) * (Bool.random(using: &generator) ? 1 : 1e6)
    }
  }

  private static func word(_ names: Names, _ generator: inout SplitMix64) -> String {
    let plain = Array("abcdefghijklmnopqrstuvwxyz0123456789-_")
    let wild = plain + Array("<>&\"'`|\\*[]() \n\t\u{1B}株é😀\u{202E}/:")
    let letters = names == .plain ? plain : wild
    let count = Int.random(in: 1...60, using: &generator)
    return String((0..<count).compactMap { _ in letters.randomElement(using: &generator) })
  }
}
