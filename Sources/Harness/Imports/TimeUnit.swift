/// Units of time as other tools write them.
enum TimeUnit {
  /// Nanoseconds of one.
  static let nanoseconds: [String: Double] = [
    "ns": 1, "us": 1e3, "µs": 1e3, "μs": 1e3, "ms": 1e6, "s": 1e9, "min": 60e9, "hr": 3600e9, "day": 86400e9,
  ]
}

/// Moments as other tools write them.
enum Stamp {
  /// `2026-03-01T12:00:00.25+01:00` without the fraction; nil for what has no zone or another form.
  ///
  /// - Parameter zone: what is meant where none is written.
  static func iso8601(_ text: String) -> String? { iso8601(text, zone: nil) }

  static func iso8601(_ text: String, zone: String?) -> String? {
    let form = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?/
    guard let match = text.wholeMatch(of: form), let zone = match.2.map(String.init) ?? zone else { return nil }
    return match.1 + zone
  }
}
