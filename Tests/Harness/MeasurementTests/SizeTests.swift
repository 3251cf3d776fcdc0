import Testing
import TickmarkAgreement
import TickmarkMeasurement

struct SizeTests {
  @Test func `a size of one column is written as a count`() {
    #expect(Size(1_000).description == "1000" && Size(252, 4_000).description == "252x4000")
  }

  @Test func `a case is written as suite, operation and size`() {
    #expect(
      CaseID(suite: "tracking", operation: "statistics", size: Size(100, 10)).description
        == "tracking/statistics/100x10")
  }

  @Test func `a size of nothing traps`() async {
    await #expect(processExitsWith: .failure) { _ = Size(0) }
  }

  @Test func `a variant that is there twice traps`() async {
    await #expect(processExitsWith: .failure) {
      _ = TickmarkMeasurement.Operation("sum", elements: 1) {
        Variant("scalar") { 1 }
        Variant("scalar") { 1 }
      }
    }
  }

  @Test func `a suite without a size for the tests traps`() async {
    await #expect(processExitsWith: .failure) {
      _ = TickmarkMeasurement.Suite("sums", question: "How long?", sizes: .full(10)) { _ in
        TickmarkMeasurement.Operation("sum", elements: 1) { Variant("scalar") { 1 } }
      }
    }
  }
}
