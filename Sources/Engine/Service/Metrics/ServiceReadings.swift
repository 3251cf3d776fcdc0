import CoreMetrics
import Synchronization
import TickmarkAllocator
import TickmarkCache
import TickmarkStreaming

/// What is not counted where it happens but read when somebody asks, and rates from one reading to the next.
final class ServiceReadings: Sendable {
  /// What `/metrics` and the page are told of, besides counters.
  struct Sources: Sendable {
    let cache: TieredCache
    let queues: @Sendable () -> QueueStatistics
    /// Lines of feeds that were left out.
    let rejected: @Sendable () -> Int
    let connections: @Sendable () -> (all: Int, subscribers: Int)
    let log: RequestLog
    let readiness: Readiness
    let purge: QuietPurge
    let connectionLimit: Int
  }

  private struct Last {
    var time = SteadyClock.now
    var system = SystemReading.now()
    var requests: Int64 = 0
    var failures: Int64 = 0
    var updates: Int64 = 0
    var calculations: Int64 = 0
    var deliveries: Int64 = 0
    var requestTimes = DistributionReading.empty
    var storeTimes = DistributionReading.empty
    var deliveryTimes = DistributionReading.empty
    /// Totals that were passed on to counters.
    var passedOn: [String: Int] = [:]
  }

  let metrics: ServiceMetrics
  private let sources: Sources
  /// For the page, which alone asks for rates; and for `/metrics`, whoever asks.
  private let page = Mutex(Last())
  private let scrape = Mutex(Last())

  init(metrics: ServiceMetrics, sources: Sources) { (self.metrics, self.sources) = (metrics, sources) }

  /// Brings gauges up to date.
  func take() {
    scrape.withLock { last in
      let system = SystemReading.now()
      gauges(system)
      metrics.gauge("tickmark_system_cpu_ratio", Self.share(system, since: last.system))
      let (requests, failures) = requestCounts
      if requests > last.requests {
        metrics.gauge(
          "tickmark_error_ratio", Double(failures - last.failures) / Double(requests - last.requests))
      } else {
        metrics.gauge("tickmark_error_ratio", 0)
      }
      (last.system, last.requests, last.failures) = (system, requests, failures)
      passOn(&last)
    }
  }

  /// The measures of the last moments as the page shows them; one caller.
  func pageMessage() -> String {
    page.withLock { last in
      let now = SteadyClock.now
      let seconds = max(Double(now - last.time) / 1e9, 1e-3)
      let system = SystemReading.now()
      let registry = metrics.registry
      let (requests, failures) = requestCounts
      let (updates, calculations, deliveries) = (
        registry.total("tickmark_updates_total"), registry.total("tickmark_calculations_total"),
        registry.total("tickmark_deliveries_total")
      )
      let times = registry.distribution("tickmark_request_seconds")
      let stores = registry.distribution("tickmark_store_query_seconds")
      let delivered = registry.distribution("tickmark_delivery_seconds")
      let (recent, recentStores) = (times.since(last.requestTimes), stores.since(last.storeTimes))
      let recentDelivered = delivered.since(last.deliveryTimes)
      let connections = sources.connections()
      let asked = Double(requests - last.requests)
      let values: [(String, Double?)] = [
        ("updatesPerSecond", Double(updates - last.updates) / seconds),
        ("calculationsPerSecond", Double(calculations - last.calculations) / seconds),
        ("deliveriesPerSecond", Double(deliveries - last.deliveries) / seconds),
        ("requestsPerSecond", asked / seconds),
        ("requestP95", recent.quantile(0.95)), ("requestP99", recent.quantile(0.99)),
        ("deliveryP99", recentDelivered.quantile(0.99)),
        ("peakBytes", system.peakBytes), ("residentBytes", system.residentBytes),
        ("cacheHitRatio", sources.cache.statistics.hot.hitRatio),
        ("storeP95", recentStores.quantile(0.95)),
        ("subscribers", Double(connections.subscribers)), ("connections", Double(connections.all)),
        ("systemCPU", Self.share(system, since: last.system)), ("systemMemory", system.memoryShare),
        ("purges", Double(sources.purge.counts.purges)),
        ("errorRatio", asked > 0 ? Double(failures - last.failures) / asked : 0),
      ]
      last.time = now
      (last.system, last.requests, last.failures) = (system, requests, failures)
      (last.updates, last.calculations, last.deliveries) = (updates, calculations, deliveries)
      (last.requestTimes, last.storeTimes, last.deliveryTimes) = (times, stores, delivered)
      let texts = values.map { "\"\($0.0)\":\(JSONText.number($0.1 ?? .nan))" }
      return "{\"metrics\":{\(texts.joined(separator: ","))}}"
    }
  }

  private var requestCounts: (Int64, Int64) {
    (sources.log.requests, sources.log.failures)
  }

  private func gauges(_ system: SystemReading) {
    let connections = sources.connections()
    metrics.gauge("tickmark_queue_waiting", Double(sources.queues().waiting))
    metrics.gauge("tickmark_subscribers", Double(connections.subscribers))
    metrics.gauge("tickmark_connections", Double(connections.all))
    metrics.gauge("tickmark_connections_limit", Double(sources.connectionLimit))
    metrics.gauge("tickmark_cache_hit_ratio", sources.cache.statistics.hot.hitRatio)
    metrics.gauge("tickmark_memory_resident_bytes", system.residentBytes)
    metrics.gauge("tickmark_memory_peak_bytes", system.peakBytes)
    metrics.gauge("tickmark_open_descriptors", system.descriptors)
    metrics.gauge("tickmark_cpu_seconds", system.processorSeconds)
    metrics.gauge("tickmark_system_memory_ratio", system.memoryShare)
    metrics.gauge("tickmark_ready", sources.readiness.isReady ? 1 : 0)
  }

  /// Totals that are counted elsewhere, as counters.
  private func passOn(_ last: inout Last) {
    let (hot, queues) = (sources.cache.statistics.hot, sources.queues())
    func pass(_ label: String, _ dimensions: [(String, String)], _ total: Int) {
      let name = label + PrometheusText.labels(dimensions)
      Counter(label: label, dimensions: dimensions, factory: metrics.registry)
        .increment(by: Int64(total - (last.passedOn[name] ?? 0)))
      last.passedOn[name] = total
    }
    pass("tickmark_cache_requests_total", [("result", "hit")], hot.hits)
    pass("tickmark_cache_requests_total", [("result", "miss")], hot.misses)
    pass("tickmark_dropped_total", [], queues.dropped)
    pass("tickmark_queue_conflated_total", [], queues.conflated)
    pass("tickmark_rejected_lines_total", [], sources.rejected())
    pass("tickmark_allocator_purges_total", [], sources.purge.counts.purges)
  }

  private static func share(_ system: SystemReading, since last: SystemReading) -> Double {
    let all = system.allTicks - last.allTicks
    return all > 0 ? (system.busyTicks - last.busyTicks) / all : 0
  }
}

extension MetricsRegistry {
  /// The sum of a counter over its dimensions.
  func total(_ label: String) -> Int64 {
    all.reduce(0) { sum, one in
      guard one.key.label == label, case .counter(let cell) = one.measure else { return sum }
      return sum + cell.value
    }
  }

  /// A distribution over all of its dimensions.
  func distribution(_ label: String) -> DistributionReading {
    all.reduce(into: .empty) { sum, one in
      guard one.key.label == label, case .distribution(let cell) = one.measure else { return }
      let reading = cell.reading
      for index in sum.counts.indices { sum.counts[index] += reading.counts[index] }
      sum.totalNanoseconds += reading.totalNanoseconds
    }
  }
}
