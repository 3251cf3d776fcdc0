import Foundation
import TickmarkAgreement
import TickmarkBacktest
import TickmarkFrames
import TickmarkIndicators
import Testing

extension Subject {
  /// Every operation of the engine: a new one is one entry, and a new variant none.
  static let all: [Subject] =
    [
      .indicators(.seed, Float.self), .indicators(.seed, Double.self),
      .indicators(.bench, Float.self), .indicators(.bench, Double.self),
      .tracking(Float.self), .tracking(Double.self),
      .book(Float.self), .book(Double.self), .portfolio,
    ] + plans

  private static let plans = singleIndicators.flatMap { list in
    [try? Subject.plan(list, Float.self), try? Subject.plan(list, Double.self)].compactMap(\.self)
  }
}

/// The variants of an operation give the same answer, whatever the input.
@Suite struct AgreementTests {
  @Test(arguments: Subject.all)
  func `every variant agrees with the reference on every awkward input`(_ subject: Subject)
    throws
  {
    for hazard in stride(from: 0, to: subject.hazards.count, by: Self.stepOfHazards) {
      let difference = try firstDifference(subject, hazard)
      #expect(difference == nil)
    }
  }

  /// `TICKMARK_AGREEMENT=part` takes one kind of input in seven: under a sanitizer the whole table takes minutes.
  static let stepOfHazards = ProcessInfo.processInfo.environment["TICKMARK_AGREEMENT"] == "part" ? 7 : 1

  /// Where a variant first differs on a kind of input, and on which one: enough to find it again.
  private func firstDifference(_ subject: Subject, _ hazard: Int) throws -> String? {
    // A seed of its own for each kind of input.
    let seed = UInt64(1_000 + hazard)
    for shape in subject.shapes {
      for (variant, comparison) in zip(subject.variants, try subject.compare(hazard, shape, seed)) {
        guard let first = comparison.first else { continue }
        return
          "\(variant) \(first) (\(subject.hazards[hazard]), \(shape.days) days, \(shape.assets) assets, seed \(seed))"
      }
    }
    return nil
  }

  @Test(arguments: Subject.all) func `an operation has a scalar reference and something to compare with it`(
    _ subject: Subject
  ) {
    #expect(subject.variants.first == "scalar")
    #expect(Set(subject.variants).count == subject.variants.count && subject.variants.count >= 2)
  }

  @Test func `every set of indicators is compared in both precisions`() {
    for set in IndicatorSet.allCases {
      for precision in ["Float", "Double"] {
        #expect(Subject.all.contains { $0.name == "indicators \(set) of \(precision)" })
      }
    }
  }

  @Test func `every single indicator is compared in both precisions, with several sets of parameters`() {
    for type in IndicatorCatalog.all {
      for precision in ["Float", "Double"] {
        let subject = Subject.all.first {
          $0.name.hasPrefix("\(type.name):") && $0.name.hasSuffix(" of \(precision)")
            || $0.name == "\(type.name) of \(precision)"
        }
        let sets = subject?.name.split(separator: ",").count ?? 0
        #expect(sets >= (type.parameters.isEmpty ? 1 : 3), "\(type.name) of \(precision)")
      }
    }
  }

  @Test(arguments: PriceHazard.allCases) func `the prices of a hazard are the same for the same seed`(
    _ hazard: PriceHazard
  ) {
    let shape = Shape(days: 30, assets: 17)
    let first: Panel<Double> = hazard.panel(shape, seed: 3)
    let again: Panel<Double> = hazard.panel(shape, seed: 3)
    let comparison = OutputComparison.of(values(first), with: values(again), .exact)
    #expect(comparison.first == nil)
  }

  private func values(_ panel: Panel<Double>) -> [Double] {
    (0..<panel.days).flatMap { day in (0..<panel.assets).map { panel[day, $0] } }
  }
}
