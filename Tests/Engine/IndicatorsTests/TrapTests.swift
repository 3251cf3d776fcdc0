import TickmarkFrames
import TickmarkMemory
import Testing

@testable import TickmarkIndicators

/// Mistakes of the caller stop before anything is written.
@Suite struct TrapTests {
  @Test func `an output that is too small traps`() async {
    await #expect(processExitsWith: .failure) {
      let closes = Panel<Float>(days: 30, assets: 17) { _, _ in 1 }
      let scratch = IndicatorSet.makeScratch()
      var output = AlignedBuffer<SIMD16<Float>>(count: 6 * 2 * 30 - 1, repeating: SIMD16(repeating: 0))
      IndicatorSet.seed.fill(
        &output, closes: closes, volumes: closes, scratch: scratch,
        with: IndicatorSet.variants[0])
    }
  }

  @Test func `volumes of another shape trap`() async {
    await #expect(processExitsWith: .failure) {
      let closes = Panel<Float>(days: 30, assets: 2) { _, _ in 1 }
      let volumes = Panel<Float>(days: 29, assets: 2) { _, _ in 1 }
      let scratch = IndicatorSet.makeScratch()
      var output = IndicatorSet.bench.makeOutput(for: closes)
      IndicatorSet.bench.fill(
        &output, closes: closes, volumes: volumes, scratch: scratch,
        with: IndicatorSet.variants[1])
    }
  }

  @Test func `a right call does not trap`() async {
    await #expect(processExitsWith: .success) {
      let closes = Panel<Float>(days: 30, assets: 17) { _, _ in 1 }
      let scratch = IndicatorSet.makeScratch()
      var output = IndicatorSet.bench.makeOutput(for: closes)
      IndicatorSet.bench.fill(
        &output, closes: closes, volumes: closes, scratch: scratch,
        with: IndicatorSet.variants[1])
    }
  }
}
