import Glibc

/// Prometheus' text format, version 0.0.4.
///
/// Source: <https://prometheus.io/docs/instrumenting/exposition_formats/>
enum PrometheusText {
  static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  static func text(of registry: MetricsRegistry) -> String {
    var text = ""
    var last = ""
    for (key, measure) in registry.all {
      if key.label != last {
        if let help = ServiceMetrics.help[key.label] { text += "# HELP \(key.label) \(help)\n" }
        text += "# TYPE \(key.label) \(type(of: measure))\n"
        last = key.label
      }
      append(measure, key, to: &text)
    }
    return text
  }

  /// `path="/v1/scores",status="200"`, each value escaped.
  static func labels(_ dimensions: [(String, String)]) -> String {
    dimensions.map { "\($0.0)=\"\(escaped($0.1))\"" }.joined(separator: ",")
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }

  private static func type(of measure: MetricsRegistry.Measure) -> String {
    switch measure {
    case .counter: "counter"
    case .gauge: "gauge"
    case .distribution: "histogram"
    }
  }

  private static func append(_ measure: MetricsRegistry.Measure, _ key: MetricsRegistry.Key, to text: inout String) {
    let braces = key.dimensions.isEmpty ? "" : "{\(key.dimensions)}"
    switch measure {
    case .counter(let cell): text += "\(key.label)\(braces) \(cell.value)\n"
    case .gauge(let cell): text += "\(key.label)\(braces) \(number(cell.value))\n"
    case .distribution(let cell):
      let reading = cell.reading
      let before = key.dimensions.isEmpty ? "" : key.dimensions + ","
      var sum: Int64 = 0
      for (index, count) in reading.counts.enumerated() {
        sum += count
        let bound =
          index < DistributionCell.bounds.count ? number(Double(DistributionCell.bounds[index]) / 1e9) : "+Inf"
        text += "\(key.label)_bucket{\(before)le=\"\(bound)\"} \(sum)\n"
      }
      text += "\(key.label)_sum\(braces) \(number(Double(reading.totalNanoseconds) / 1e9))\n"
      text += "\(key.label)_count\(braces) \(sum)\n"
    }
  }

  private static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    return value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
  }
}

extension Double {
  static func pow10(_ exponent: Double) -> Double { pow(10, exponent) }
}

extension Array {
  /// The first index from which on `isBeyond` holds; `count` where it never does.
  func partitioningIndex(_ isBeyond: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBeyond(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
