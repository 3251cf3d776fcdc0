import Testing
import TickmarkMeasurement
import TickmarkSuites

/// Every suite at its smallest size, so that none rots.
struct SuiteSmokeTests {
  /// Small enough to build in the tests.
  static let smallSizes = EngineSuites.all.flatMap { suite in
    suite.sizes.filter { $0.size.count <= 10_000 }.map { (suite.name, $0.size) }
  }

  static var names: [String] { EngineSuites.all.map(\.name) }

  @Test(arguments: names) func `every variant agrees with its reference and runs`(_ name: String) throws {
    let suite = try suite(name)
    let plan = MeasurementPlan(
      processes: 1, secondsPerProcess: 0.001, minimumRounds: 1, maximumRounds: 2, minimumSliceNanoseconds: 1_000)
    for size in suite.sizes where size.occasion == .smoke {
      for operation in try suite.operations(at: size.size) {
        let id = CaseID(suite: suite.name, operation: operation.name, size: size.size)
        let report = CaseMeasurement(operation, id: id, plan: plan).measure(seed: 1)
        #expect(report.variants.map(\.name) == operation.variants.map(\.name))
        for variant in report.variants {
          #expect(variant.disagreement == nil, "\(id) \(variant.name)")
          #expect(!variant.wall.isEmpty && variant.wall.allSatisfy { $0 > 0 }, "\(id) \(variant.name)")
        }
      }
    }
  }

  @Test func `the suites have names of their own`() { #expect(Set(Self.names).count == Self.names.count) }

  @Test(arguments: names) func `the operations of a suite have names of their own`(_ name: String) throws {
    let operations = try operations(of: suite(name))
    #expect(!operations.isEmpty && Set(operations).count == operations.count)
  }

  @Test(arguments: smallSizes) func `every operation exists at every size`(_ name: String, _ size: Size) throws {
    let suite = try suite(name)
    #expect(try suite.operations(at: size).map(\.name) == operations(of: suite))
    #expect(try suite.operations(at: size).allSatisfy { $0.elements > 0 })
  }

  @Test(arguments: names) func `a suite asks a question and has a size that every run but a quick one times`(
    _ name: String
  ) throws {
    let suite = try suite(name)
    #expect(suite.question.hasSuffix("?"))
    #expect(suite.sizes.contains { [.full, .large].contains($0.occasion) })
  }

  private func suite(_ name: String) throws -> TickmarkMeasurement.Suite {
    try #require(EngineSuites.all.first { $0.name == name })
  }

  private func operations(of suite: TickmarkMeasurement.Suite) throws -> [String] {
    let smoke = try #require(suite.sizes.first { $0.occasion == .smoke })
    return try suite.operations(at: smoke.size).map(\.name)
  }
}
