import Foundation
import Testing
import TickmarkAgreement

@testable import TickmarkMeasurement

struct CaseMeasurementTests {
  static let id = CaseID(suite: "suite", operation: "sum", size: Size(3))
  static let plan = MeasurementPlan(
    processes: 1, secondsPerProcess: 0.002, minimumRounds: 3, maximumRounds: 5, minimumSliceNanoseconds: 1_000)

  @Test func `a variant that disagrees is reported with the first difference and is not timed`() throws {
    let timed = Counter()
    let operation = TickmarkMeasurement.Operation("sum", elements: 3, yardsticks: [.arithmetic]) {
      Variant("scalar") { [1.0, 2, 3] }
      Variant("wrong", output: { [1.0, 5, 6] }) { timed.count += 1 }
      Variant("simd") { [1.0, 2, 3] }
    }
    let report = measure(operation)
    #expect(report.variants.map(\.name) == ["scalar", "wrong", "simd"])
    let wrong = report.variants[1]
    #expect(wrong.disagreement == "at [1]: expected 2.0, got 5.0")
    #expect(wrong.wall.isEmpty && wrong.cpu.isEmpty && wrong.allocation == nil)
    // Once, to be compared.
    #expect(timed.count == 1)
  }

  @Test func `what agrees is timed beside a variant that does not`() {
    let report = measure(
      TickmarkMeasurement.Operation("sum", elements: 3, yardsticks: [.arithmetic]) {
        Variant("scalar") { 1 }
        Variant("wrong") { 2 }
        Variant("simd") { 1 }
      })
    #expect(report.variants.map(\.wall.count) == [report.rounds, 0, report.rounds] && report.rounds >= 3)
    #expect(report.variants.map(\.disagreement) == [nil, "at the value: expected 1, got 2", nil])
  }

  @Test func `an output of another type disagrees`() {
    let report = measure(
      TickmarkMeasurement.Operation("sum", elements: 3, yardsticks: [.arithmetic]) {
        Variant("scalar") { 1.0 }
        Variant("other") { 1 }
      })
    #expect(report.variants[1].disagreement == "at the value: expected Double, got Int")
  }

  @Test func `a difference within the agreement is timed, and its error is reported`() {
    let agreement = Agreement.within(relative: 0.01, absolute: 0)
    let report = measure(
      TickmarkMeasurement.Operation("sum", elements: 3, agreement: agreement, yardsticks: [.arithmetic]) {
        Variant("scalar") { 100.0 }
        Variant("simd") { 100.5 }
      })
    #expect(report.variants[1].disagreement == nil && !report.variants[1].wall.isEmpty)
    #expect(abs(report.variants[1].largestError - 0.5 / 100.5) < 1e-12)
  }

  @Test func `everything timed in a case has the same rounds`() {
    let report = measure(
      TickmarkMeasurement.Operation("sum", elements: 3, yardsticks: [.arithmetic, .vector]) {
        Variant("scalar") { 1 }
        Variant("simd") { 1 }
      })
    let counts = report.variants.flatMap { [$0.wall.count, $0.cpu.count] } + report.yardsticks.map(\.wall.count)
    #expect((counts + [report.control.count]).allSatisfy { $0 == report.rounds })
    #expect(report.yardsticks.map(\.kind) == [.arithmetic, .vector])
    #expect(report.control.allSatisfy { $0 > 0 })
  }

  @Test func `a report survives the pipe`() throws {
    let report = measure(
      TickmarkMeasurement.Operation("sum", elements: 3, unit: "bars", yardsticks: [.arithmetic]) {
        Variant("scalar") { 1 }
        Variant("wrong") { 2 }
      })
    let copy = try JSONDecoder().decode(ProcessReport.self, from: JSONEncoder().encode(report))
    #expect(copy == report && copy.unit == "bars" && copy.id == Self.id)
  }

  @Test(arguments: Yardstick.Kind.allCases) func `a yardstick runs as often as it is told`(_ kind: Yardstick.Kind) {
    // More work takes longer: the shortest of several readings, with a wide margin.
    let yardstick = Yardstick(kind)
    func shortest(_ iterations: Int) -> UInt64 {
      (0..<5).map { _ in
        let start = Clock.threadCPU()
        yardstick.run(iterations)
        return Clock.threadCPU() - start
      }.min() ?? 0
    }
    let (once, often) = (shortest(2), shortest(32))
    #expect(often > 3 * once, "\(once) ns and \(often) ns")
  }

  private func measure(_ operation: TickmarkMeasurement.Operation) -> ProcessReport {
    CaseMeasurement(operation, id: Self.id, plan: Self.plan).measure(seed: 1)
  }
}
