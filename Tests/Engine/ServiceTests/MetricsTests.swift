import CoreMetrics
import Testing

@testable import TickmarkService

@Suite struct MetricsTests {
  @Test func `a quantile lies in the class of the value at its rank`() {
    let cell = DistributionCell()
    for value in 1...1_000 { cell.recordNanoseconds(Int64(value) * 10_000) }
    for share in [0.01, 0.5, 0.95, 0.99, 1] {
      let exact = share * 1_000 * 10_000 / 1e9
      let found = cell.reading.quantile(share) ?? 0
      #expect(found > exact / 1.6 && found < exact * 1.6, "\(share): \(found) for \(exact)")
    }
  }

  @Test func `what came since a reading is counted alone`() {
    let cell = DistributionCell()
    cell.recordNanoseconds(20_000_000)
    let earlier = cell.reading
    #expect(cell.reading.since(earlier).quantile(0.99) == nil)
    cell.recordNanoseconds(50_000)
    #expect((cell.reading.since(earlier).quantile(0.99) ?? 1) < 1e-4)
  }

  @Test func `the longest and the shortest durations are counted`() {
    let cell = DistributionCell()
    for value in [-5, 0, .max / 2] as [Int64] { cell.recordNanoseconds(value) }
    #expect(cell.reading.count == 3 && cell.reading.quantile(1) == 10)
  }

  @Test func `the same label and dimensions are one measure, others are others`() {
    let registry = MetricsRegistry()
    for status in ["200", "200", "500"] {
      Counter(label: "requests", dimensions: [("status", status)], factory: registry).increment()
    }
    #expect(registry.total("requests") == 3 && registry.all.count == 2)
    #expect(PrometheusText.text(of: registry).contains("requests{status=\"200\"} 2\n"))
  }

  @Test func `no more measures are kept than the registry is for`() {
    let registry = MetricsRegistry(limit: 10)
    for number in 0..<1_000 { Counter(label: "c\(number)", factory: registry).increment() }
    #expect(registry.all.count == 10)
  }

  @Test func `a label's value is escaped`() {
    #expect(PrometheusText.labels([("a", "x\"y\\z\nw")]) == #"a="x\"y\\z\nw""#)
  }

  @Test func `every measure has a help line, and a histogram ends with all there are`() {
    let registry = MetricsRegistry()
    let metrics = ServiceMetrics(registry: registry)
    metrics.storeQueries.recordNanoseconds(3_000_000)
    metrics.gauge("tickmark_ready", 1)
    let text = PrometheusText.text(of: registry)
    for line in text.split(separator: "\n") where line.hasPrefix("# TYPE") {
      let name = line.split(separator: " ")[2]
      #expect(text.contains("# HELP \(name) "), "\(name)")
    }
    #expect(text.contains("tickmark_store_query_seconds_bucket{le=\"+Inf\"} 1\n"))
    #expect(text.contains("tickmark_store_query_seconds_sum 0.003\n"))
  }

  @Test func `a bucket gives as many tokens as its rate, and no more at once`() {
    var bucket = TokenBucket(rate: 10, now: 0)
    let taken = [0, 500_000_000, 100_000_000_000].map { now in (0..<100).count { _ in bucket.take(now: now) } }
    #expect(taken == [10, 5, 10])
  }

  @Test func `addresses are limited one by one, and forgotten where there are too many`() {
    var limiter = RateLimiter(rate: 1)
    let taken = ["a", "a", "b"].map { limiter.take($0, now: 0) }
    #expect(taken == [true, false, true])
    for number in 0..<50_000 { _ = limiter.take("\(number)", now: 1) }
    let again = limiter.take("a", now: 2_000_000_000)
    #expect(again)
  }
}
