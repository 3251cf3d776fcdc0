import TickmarkRisk
import Testing

@Suite struct BreakEvenTests {
  /// A device with 100 µs and 10 GB/s, a processor with 1 µs and 100 products a nanosecond.
  private func sample(_ days: Int, _ assets: Int) -> BreakEven.Sample {
    let work = BreakEven.Work.covariance(days: days, assets: assets)
    return BreakEven.Sample(
      work: work, deviceSeconds: 1e-4 + work.bytes / 1e10, hostSeconds: 1e-6 + work.products / 1e11)
  }

  @Test func `two sizes give back the lines that they lie on`() {
    let breakEven = BreakEven(small: sample(64, 64), large: sample(512, 1_024))
    #expect(abs(breakEven.deviceLatency - 1e-4) < 1e-9 && abs(breakEven.secondsPerByte * 1e10 - 1) < 1e-9)
    #expect(abs(breakEven.hostLatency - 1e-6) < 1e-9 && abs(breakEven.secondsPerProduct * 1e11 - 1) < 1e-9)
  }

  @Test func `the device pays from the size on where it is quicker`() throws {
    let breakEven = BreakEven(small: sample(64, 64), large: sample(512, 1_024))
    let from = try #require(breakEven.assetsFromWhichCovariancePays(days: 1_000))
    #expect(breakEven.pays(.covariance(days: 1_000, assets: from)))
    #expect(!breakEven.pays(.covariance(days: 1_000, assets: from / 2)))
  }

  @Test func `a device that is slower by the byte than the processor pays at no size`() {
    let (small, large) = (
      BreakEven.Work.covariance(days: 64, assets: 64), BreakEven.Work.covariance(days: 512, assets: 1_024)
    )
    let breakEven = BreakEven(
      small: BreakEven.Sample(work: small, deviceSeconds: 1, hostSeconds: 0.1),
      large: BreakEven.Sample(work: large, deviceSeconds: 1_000, hostSeconds: 0.2))
    #expect(breakEven.assetsFromWhichCovariancePays(days: 1_000) == nil)
  }

  @Test func `times that fall with the size are noise, and nothing divides by it`() {
    let (small, large) = (
      BreakEven.Work.covariance(days: 64, assets: 64), BreakEven.Work.covariance(days: 512, assets: 1_024)
    )
    let breakEven = BreakEven(
      small: BreakEven.Sample(work: small, deviceSeconds: 2, hostSeconds: 2),
      large: BreakEven.Sample(work: large, deviceSeconds: 1, hostSeconds: 1))
    #expect(breakEven.secondsPerByte == 0 && breakEven.secondsPerProduct == 0)
    #expect("\(breakEven)".contains("no measurable time"))
  }
}
