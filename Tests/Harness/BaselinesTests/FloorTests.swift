import Testing

@testable import TickmarkBaselines
@testable import TickmarkMeasurement

@Suite struct FloorTests {
  @Test func `a row without a yardstick has the smallest floor`() { #expect(Floor.of(nil) == Floor.smallest) }

  @Test(arguments: Yardstick.Kind.allCases)
  func `no kind of yardstick is believed below half a per cent, and none above a tenth`(kind: Yardstick.Kind) {
    #expect((0.005...0.1).contains(Floor.of(kind)))
  }

  @Test func `what leans on memory or the heap drifts more than arithmetic`() {
    for kind in [Yardstick.Kind.cache, .memory, .allocation] { #expect(Floor.of(kind) > Floor.of(.arithmetic)) }
  }

  @Test func `a recorded row carries the floor of its yardstick`() {
    let records = RunRecorder.records(of: Synthetic().reports)
    #expect(records.map(\.floor) == [Floor.of(.arithmetic), Floor.of(.arithmetic)])
  }
}
