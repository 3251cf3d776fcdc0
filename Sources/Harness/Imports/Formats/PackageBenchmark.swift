import Foundation
import TickmarkBaselines

extension ImportFormat {
  /// package-benchmark for Swift: exported thresholds (`TARGET.BENCHMARK.p90.json`), or a baseline's `results.json`.
  ///
  /// - Source: package-benchmark's documentation, "Exporting Benchmarks" and "Creating and comparing baselines".
  static let packageBenchmark = ImportFormat(
    "ordo-one", "package-benchmark's p90 thresholds or baseline (ordo-one)",
    recognises: { sketch in
      if sketch.hasKeys(["baselineName", "machine", "results"]) { return true }
      return sketch.shape?.isList == false && !(sketch.shape?.keys ?? []).isDisjoint(with: PackageMetric.all.keys)
    }
  ) { (source) throws(ImportError) in
    if ContentSketch(source).hasKeys(["results"]) { return try PackageBaseline.results(source) }
    return try PackageThresholds.results(source)
  }
}

/// Their metrics by their names, as ours.
enum PackageMetric {
  enum Meaning {
    case wall, processor
    /// Of as many calls as the scaling factor says.
    case count(String)
    /// Of the process: calls do not add up in it.
    case level(String)
  }

  static let all: [String: Meaning] = [
    "wallClock": .wall, "cpuTotal": .processor, "mallocCountTotal": .count("allocations"),
    "instructions": .count("instructions"), "peakMemoryResident": .level("residentBytes"),
  ]
}

private enum PackageThresholds {
  static func results(_ source: ImportSource) throws(ImportError) -> ForeignResults {
    let values = try JSONText.decode([String: Double].self, from: source.data, path: source.path)
    var results = ForeignResults(
      tool: "package-benchmark",
      notes: [
        "package-benchmark's thresholds are single numbers, the 90th percentile: a time stays undecided, counts are compared",
        "package-benchmark's thresholds are of as many calls as the benchmark's scaling factor says, which the file does not "
          + "tell: they are of one call where it is 1; the baseline's results.json has the factor",
      ])
    let (target, name) = names(source)
    guard let wall = values["wallClock"] else {
      results.notes.insert("'\(source.path)' has no wallClock", at: 0)
      return results
    }
    let time = try ForeignRow.nanoseconds(wall, per: 1, path: source.path, place: "wallClock")
    let (short, size) = ForeignRow.split(name)
    var row = ForeignRow(
      place: "wallClock", group: target, name: short, fullName: name, size: size, variant: "p90", processes: [[time]])
    for (metric, value) in values {
      guard value >= 0, value < 1e18 else {
        throw .damaged(path: source.path, place: metric, problem: "\(value) is no count")
      }
      switch PackageMetric.all[metric] {
      case .processor: row.processor = ForeignRow.plausible(value).map { [$0] } ?? []
      case .count(let own), .level(let own): row.counts[own] = [value]
      case .wall, nil: break
      }
    }
    let left = values.keys.filter { PackageMetric.all[$0] == nil }.sorted()
    if !left.isEmpty { results.notes.append("left out: \(left.joined(separator: ", "))") }
    results.rows = [row]
    return results
  }

  /// `Target.Name of it.p90.json`: neither has a dot more than that, or nobody can tell.
  private static func names(_ source: ImportSource) -> (target: String, name: String) {
    let stem = source.stem.hasSuffix(".p90") ? String(source.stem.dropLast(4)) : source.stem
    guard let dot = stem.firstIndex(of: ".") else { return ("", stem) }
    return (String(stem[..<dot]), String(stem[stem.index(after: dot)...]))
  }
}
