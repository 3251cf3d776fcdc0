import Testing

@testable import TickmarkStatistics

@Suite struct DesignTests {
  let oracle: Oracle
  init() throws { oracle = try Oracle.load() }

  @Test func `SplitMix64 gives the published sequence`() throws {
    for (seed, expected) in oracle.splitMix {
      var source = SplitMix64(seed: try #require(UInt64(seed)))
      #expect(expected.map { _ in String(source.next()) } == expected)
    }
  }

  @Test func `a unit draw stays below one and fills the range evenly`() {
    var source = SplitMix64(seed: 3)
    var counts = [Int](repeating: 0, count: 10)
    for _ in 0..<10_000 { counts[Int(source.nextUnit() * 10)] += 1 }
    // Each count is 1,000 with a standard error of 30.
    #expect(counts.allSatisfy { abs($0 - 1_000) < 120 })
  }

  @Test func `each order of four is shuffled equally often`() {
    var source = SplitMix64(seed: 4)
    var counts: [[Int]: Int] = [:]
    for _ in 0..<12_000 { counts[Permutation.shuffled(count: 4, using: &source), default: 0] += 1 }
    #expect(counts.count == 24)
    // Each count is 500 with a standard error of 22.
    #expect(counts.values.allSatisfy { abs($0 - 500) < 90 })
  }

  @Test(arguments: 1...9, [0, 1, 2, 5, 18, 100])
  func `each item stands in each position equally often, up to rounding`(items: Int, rounds: Int) {
    var source = SplitMix64(seed: UInt64(items * 1_000 + rounds))
    let orders = Permutation.balanced(items: items, rounds: rounds, using: &source)
    #expect(orders.count == rounds)
    var counts = [[Int]](repeating: [Int](repeating: 0, count: items), count: items)
    for order in orders {
      #expect(order.sorted() == Array(0..<items))
      for (position, item) in order.enumerated() { counts[item][position] += 1 }
    }
    let allowed = [rounds / items, (rounds + items - 1) / items]
    #expect(counts.joined().allSatisfy { allowed.contains($0) })
  }

  @Test(arguments: 2...9) func `within whole blocks each item follows each other one equally often`(items: Int) {
    var source = SplitMix64(seed: UInt64(items))
    var followed: [[Int]: Int] = [:]
    for order in Permutation.balanced(items: items, rounds: 2 * items, using: &source) {
      for (item, next) in zip(order, order.dropFirst()) { followed[[item, next], default: 0] += 1 }
    }
    #expect(followed.count == items * (items - 1))
    #expect(followed.values.allSatisfy { $0 == 2 })
  }

  @Test func `every order of three occurs in balanced rounds, each equally often`() {
    var source = SplitMix64(seed: 5)
    var counts: [[Int]: Int] = [:]
    for _ in 0..<3_000 { counts[Permutation.balanced(items: 3, rounds: 1, using: &source)[0], default: 0] += 1 }
    #expect(counts.count == 6)
    // Each count is 500 with a standard error of 20.
    #expect(counts.values.allSatisfy { abs($0 - 500) < 90 })
  }

  @Test func `the smallest visible change agrees with the oracle, from either width`() {
    for row in oracle.detectable {
      let fromError = MinimumDetectable.relativeChange(
        standardError: row.standardError, confidence: row.confidence, power: row.power, degreesOfFreedom: row.df,
        margin: row.margin)
      let fromWidth = MinimumDetectable.relativeChange(
        halfWidth: row.halfWidth, confidence: row.confidence, power: row.power, degreesOfFreedom: row.df,
        margin: row.margin)
      #expect(agree(fromError, row.change) && agree(fromWidth, row.change))
    }
  }

  @Test func `half the width takes four times the rounds`() {
    #expect(MinimumDetectable.rounds(toNarrow: 0.02, to: 0.01, from: 30) == 120)
    #expect(MinimumDetectable.rounds(toNarrow: 0.005, to: 0.01, from: 30) == 30)
    #expect(MinimumDetectable.rounds(toNarrow: 1, to: 1e-300, from: 30) == .max)
  }

  @Test func `the rounds that settle an interval clear the nearer side of the margin`() {
    let across = Interval(lower: -0.01, upper: 0.03, confidence: 0.95)
    // The centre 0.01 is log(1.02) − 0.01 away from the margin; the half width is 0.02.
    #expect(MinimumDetectable.rounds(toSettle: across, margin: 0.02, from: 100) == 417)
    let settled = Interval(lower: -0.001, upper: 0.001, confidence: 0.95)
    #expect(MinimumDetectable.rounds(toSettle: settled, margin: 0.02, from: 100) == 100)
    let onTheMargin = Interval(lower: -0.25, upper: 0.25, confidence: 0.95)
    #expect(MinimumDetectable.rounds(toSettle: onTheMargin, margin: 0, from: 100) == nil)
  }

  @Test func `late spending agrees with the oracle, and all looks together spend the budget`() throws {
    for row in oracle.spending {
      for spending in SequentialPlan.Spending.allCases {
        let plan = SequentialPlan(errorBudget: row.budget, looks: row.looks, spending: spending)
        let spent = (1...row.looks).map { plan.errorSpent(atLook: $0) }
        #expect(agree(spent.reduce(0, +), row.budget))
        guard spending == .late else { continue }
        for look in 2..<max(2, row.looks) where spent[look - 2] > 0 {
          #expect(abs(spent[look - 1] - (row.late[look - 1] - row.late[look - 2])) <= 1e-10 * row.budget)
        }
      }
    }
  }

  @Test func `a look too early to decide anything asks for no interval`() {
    let plan = SequentialPlan(errorBudget: 0.001, looks: 20, spending: .late)
    #expect(plan.confidence(atLook: 1) == nil)
    #expect(plan.confidence(atLook: 20) != nil)
    #expect(SequentialPlan(errorBudget: 0.001, looks: 20).confidence(atLook: 1) == 1 - 0.001 / 20)
  }

  @Test func `one look spends all at once`() {
    for spending in SequentialPlan.Spending.allCases {
      #expect(SequentialPlan(errorBudget: 0.05, looks: 1, spending: spending).confidence(atLook: 1) == 0.95)
    }
  }

  @Test func `an impossible plan stops the process`() async {
    await #expect(processExitsWith: .failure) { _ = SequentialPlan(errorBudget: 0.05, looks: 0) }
    await #expect(processExitsWith: .failure) { _ = SequentialPlan(errorBudget: 0.05, fractions: [0.5, 0.4, 1]) }
    await #expect(processExitsWith: .failure) { _ = SequentialPlan(errorBudget: 0.05, fractions: [0.5, 0.9]) }
    await #expect(processExitsWith: .failure) {
      _ = MinimumDetectable.relativeChange(standardError: 0.01, confidence: 0.95, power: 1)
    }
  }
}
