import Testing
import TickmarkOptimization

@Suite struct PrunerTests {
  private static let others: [[Int: Double]] = (1...9).map { [0: Double($0), 1: Double($0)] }

  @Test func `the median rule stops what is worse than half of the others, and nothing else`() {
    let rule = MedianPruner()
    #expect(rule.stops([0: 9, 1: 6], others: Self.others))
    #expect(!rule.stops([0: 9, 1: 5], others: Self.others))
    // The best so far counts, not the last.
    #expect(!rule.stops([0: 2, 1: 8], others: Self.others))
  }

  @Test func `the median rule waits for others and for the first steps`() {
    #expect(!MedianPruner(startupTrials: 10).stops([1: 99], others: Self.others))
    #expect(!MedianPruner(warmupSteps: 2).stops([1: 99], others: Self.others))
    #expect(!MedianPruner().stops([:], others: Self.others) && !MedianPruner().stops([5: 99], others: Self.others))
  }

  @Test func `halving lets the best quarter of a rung go on`() {
    let rule = SuccessiveHalvingPruner(first: 1, factor: 4)
    #expect(rule.stops([1: 3.5], others: Self.others) && !rule.stops([1: 1.5], others: Self.others))
    // Between rungs nothing stops.
    #expect(!rule.stops([2: 99], others: Self.others.map { [2: $0[1] ?? 0] }))
    #expect(!rule.stops([4: 99], others: []), "the first one at a rung goes on")
  }

  @Test func `a loss that is no number stops`() {
    #expect(MedianPruner().stops([1: .nan], others: Self.others))
    #expect(SuccessiveHalvingPruner().stops([1: .nan], others: Self.others))
  }
}
