import CoreMetrics

/// The measures of the service, by the names that dashboards and alarms know.
struct ServiceMetrics: Sendable {
  let registry: MetricsRegistry

  let updates: Counter
  let calculations: Counter
  let deliveries: Counter
  let conflated: Counter
  let slowClients: Counter
  let badCommands: Counter
  let storeQueries: CoreMetrics.Timer
  let deliverySeconds: CoreMetrics.Timer

  static let help = [
    "tickmark_updates_total": "Market updates that were taken from their sources and computed.",
    "tickmark_calculations_total": "Indicator values that were computed from updates.",
    "tickmark_deliveries_total": "Updates handed to subscribers, one for each subscriber.",
    "tickmark_conflated_total": "Updates that a subscriber missed since a newer one of its symbol took their place.",
    "tickmark_dropped_total": "Updates that the pipeline's queues dropped.",
    "tickmark_queue_conflated_total": "Updates that gave their place in a queue to a newer one of their bar.",
    "tickmark_rejected_lines_total": "Lines of a feed that were none, or of a symbol that the stream does not have.",
    "tickmark_slow_clients_total": "Subscribers that were closed since they did not read.",
    "tickmark_bad_commands_total": "Messages of subscribers that were not understood.",
    "tickmark_requests_total": "HTTP requests that were answered, by path and status.",
    "tickmark_request_seconds": "From a request's first line to the last byte of its answer handed to the system.",
    "tickmark_delivery_seconds": "From the moment an update was due to its frame handed to the system.",
    "tickmark_store_query_seconds": "How long the store took to answer.",
    "tickmark_queue_waiting": "Updates in the pipeline's queues.",
    "tickmark_subscribers": "Open WebSocket connections.",
    "tickmark_connections": "Open connections of all kinds.",
    "tickmark_connections_limit": "Connections that may be open at once.",
    "tickmark_cache_requests_total": "Requests to the cache, by their result.",
    "tickmark_cache_hit_ratio": "Share of the cache's requests that found their value.",
    "tickmark_memory_resident_bytes": "Memory of the process that is in RAM.",
    "tickmark_memory_peak_bytes": "The most that it ever was.",
    "tickmark_open_descriptors": "Files and sockets that the process holds open.",
    "tickmark_cpu_seconds": "Processor time of the process since it started.",
    "tickmark_system_cpu_ratio": "Share of the machine's processors that was busy since the last reading.",
    "tickmark_system_memory_ratio": "Share of the machine's memory that is in use.",
    "tickmark_allocator_purges_total": "Times that unused memory went back to the system.",
    "tickmark_error_ratio": "Share of the requests since the last reading that ended with a status of 500 or above.",
    "tickmark_ready": "1 where requests are taken, 0 while the service warms up or drains.",
  ]

  init(registry: MetricsRegistry) {
    self.registry = registry
    func counter(_ label: String) -> Counter { Counter(label: label, dimensions: [], factory: registry) }
    func timer(_ label: String) -> CoreMetrics.Timer {
      CoreMetrics.Timer(label: label, dimensions: [], factory: registry)
    }
    updates = counter("tickmark_updates_total")
    calculations = counter("tickmark_calculations_total")
    deliveries = counter("tickmark_deliveries_total")
    conflated = counter("tickmark_conflated_total")
    slowClients = counter("tickmark_slow_clients_total")
    badCommands = counter("tickmark_bad_commands_total")
    storeQueries = timer("tickmark_store_query_seconds")
    deliverySeconds = timer("tickmark_delivery_seconds")
  }

  func gauge(_ label: String, _ value: Double) {
    Gauge(label: label, dimensions: [], factory: registry).record(value)
  }
}
