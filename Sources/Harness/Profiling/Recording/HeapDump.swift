import Foundation

/// Reads what jemalloc's profiler writes (`heap_v2`): for each stack the objects and bytes in use and, in brackets, all that
/// were ever asked for; behind them which file lies where in memory.
///
///     heap_v2/1024
///       t*: 99: 59384 [990: 92188]
///     @ 0x7fb5648a2630 0x55f03dc489d1
///       t*: 1: 5121 [1: 5121]
///     MAPPED_LIBRARIES:
///     55f03dc00000-55f03e000000 r-xp 00001000 08:01 123 /usr/bin/program
struct HeapDump {
  enum Failure: Error, Equatable { case noHeap, badLine(Int) }

  struct Site: Equatable {
    /// Innermost first; after the first they are where a call returns to.
    var addresses: [UInt64]
    var objects: Int
    var bytes: Int
  }

  struct Mapping: Equatable {
    var range: Range<UInt64>
    /// Of the file at the range's start.
    var offset: UInt64
    var path: String
  }

  /// Bytes to a stack on average.
  private(set) var period = 1
  private(set) var sites: [Site] = []
  private(set) var mappings: [Mapping] = []

  init(_ text: String) throws(Failure) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let first = lines.first, first.hasPrefix("heap_v2/"), let period = Int(first.dropFirst("heap_v2/".count)),
      period > 0
    else { throw .noHeap }
    self.period = period
    var addresses: [UInt64]?
    var isMap = false
    for (index, line) in lines.enumerated().dropFirst() {
      if isMap {
        if let mapping = Self.mapping(line) { mappings.append(mapping) }
      } else if line.hasPrefix("MAPPED_LIBRARIES:") {
        isMap = true
      } else if line.hasPrefix("@ ") {
        let words = line.dropFirst(2).split(separator: " ")
        let numbers = words.compactMap { UInt64($0.dropFirst(2), radix: 16) }
        guard numbers.count == words.count else { throw .badLine(index + 1) }
        addresses = numbers
      } else if let stack = addresses, line.hasPrefix("  t*: ") {
        guard let (objects, bytes) = Self.accumulated(line) else { throw .badLine(index + 1) }
        if objects > 0 { sites.append(Site(addresses: stack, objects: objects, bytes: bytes)) }
        addresses = nil
      }
    }
  }

  /// What a site has asked for, by what was noted of it: an allocation of so many bytes is noted with the probability
  /// 1 − exp(−bytes / period).
  ///
  /// - Source: the profile's own reader (jeprof, "AdjustSamples"), to which jemalloc 5.3 fits its counts.
  func bytes(of site: Site) -> Int {
    guard period > 1, site.objects > 0 else { return site.bytes }
    let mean = Double(site.bytes) / Double(site.objects)
    let scaled = Double(site.bytes) / -expm1(-mean / Double(period))
    return scaled.isFinite && scaled < 1e18 ? Int(scaled.rounded()) : site.bytes
  }

  /// `  t*: 1: 64 [3: 192]` → 3 and 192.
  private static func accumulated(_ line: Substring) -> (objects: Int, bytes: Int)? {
    guard let open = line.firstIndex(of: "["), line.last == "]" else { return nil }
    let words = line[line.index(after: open)...].dropLast().split(separator: ":")
    guard words.count == 2, let objects = Int(words[0]), objects >= 0,
      let bytes = Int(words[1].drop { $0 == " " }), bytes >= 0
    else { return nil }
    return (objects, bytes)
  }

  /// A line of the system's map of a process; nil for data and for what is no file.
  private static func mapping(_ line: Substring) -> Mapping? {
    let words = line.split(separator: " ", maxSplits: 5)
    guard words.count == 6, words[1].contains("x"), let offset = UInt64(words[2], radix: 16) else { return nil }
    let bounds = words[0].split(separator: "-").compactMap { UInt64($0, radix: 16) }
    let path = words[5].drop { $0 == " " }
    guard bounds.count == 2, bounds[0] < bounds[1], path.hasPrefix("/") else { return nil }
    return Mapping(range: bounds[0]..<bounds[1], offset: offset, path: String(path))
  }
}
