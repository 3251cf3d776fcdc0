import Testing
import TickmarkMeasurement

struct ClockTests {
  @Test func `the clocks never go back`() {
    var (wall, cpu) = (Clock.wall(), Clock.threadCPU())
    for _ in 0..<1_000 {
      let (nextWall, nextCPU) = (Clock.wall(), Clock.threadCPU())
      #expect(nextWall >= wall && nextCPU >= cpu)
      (wall, cpu) = (nextWall, nextCPU)
    }
  }

  @Test func `the clock has a resolution above 0 and below a slice`() {
    let resolution = Clock.resolution()
    #expect(resolution > 0 && resolution < 1_000_000)
  }

  @Test func `a body whose result is taken away runs the longer the more it has to do`() {
    // The shortest of several readings; twice as long at the very least where eight times as much is to be done.
    let short = (0..<7).map { _ in nanoseconds(steps: 20_000) }.min() ?? 0
    let long = (0..<7).map { _ in nanoseconds(steps: 160_000) }.min() ?? 0
    #expect(long > 2 * short, "\(short) ns and \(long) ns")
  }

  private func nanoseconds(steps: Int) -> UInt64 {
    let start = Clock.threadCPU()
    var bits: UInt64 = 1
    for step in 0..<steps { bits = (bits ^ UInt64(step)) &* 0x9E37_79B9_7F4A_7C15 }
    blackHole(bits)
    return Clock.threadCPU() - start
  }
}
