import TickmarkTypesetting

/// What a metric is called in words, and how its values are written.
enum MetricName {
  /// Known metrics in the order in which reports show them; others follow by name.
  static let order = [
    "wall", "cpu", "processCPU", "instructions", "allocations", "allocatedBytes", "freedBytes", "peakBytes",
    "residentBytes", "pageFaults", "contextSwitches",
  ]

  static func words(_ metric: String) -> String {
    switch metric {
    case "wall": "time"
    case "cpu": "processor time"
    case "processCPU": "of all threads"
    case "allocations": "allocations"
    case "freedBytes": "bytes given back"
    case "pageFaults": "page faults"
    case "contextSwitches": "context switches"
    case "allocatedBytes": "bytes allocated"
    case "peakBytes": "peak memory"
    case "residentBytes": "peak of the process"
    case "instructions": "instructions"
    case "speedup": "speed-up"
    case _ where metric.hasPrefix("wall.p"): "time of \(TextWidth.clean(String(metric.dropFirst(6)))) % of calls"
    default: TextWidth.clean(metric)
    }
  }

  /// A value with its unit; a bare count is given the metric's own noun.
  static func quantity(_ value: Double, of metric: String, unit: String) -> String {
    Units.quantity(value, unit: ["", "1", "count"].contains(unit) ? noun(metric) : unit)
  }

  static func sorted(_ metrics: Set<String>) -> [String] {
    order.filter(metrics.contains) + metrics.subtracting(order).sorted()
  }

  private static func noun(_ metric: String) -> String {
    switch metric {
    case "allocations", "instructions": metric
    case "pageFaults": "faults"
    case "contextSwitches": "switches"
    case "allocatedBytes", "freedBytes", "peakBytes", "residentBytes": "B"
    case "speedup": "×"
    default: TextWidth.clean(metric)
    }
  }
}
