import TOMLKit
import TickmarkBaselines

/// The limits of one case's variant, or, where `*` stands for any text, of several.
public struct Budget: Sendable, Equatable {
  public let `case`: String
  public let variant: String
  /// The machine class for which `wall` and `throughput` hold.
  public let machine: String?
  /// Nanoseconds a call, at most.
  public let wall: Double?
  /// The per cent of calls for which `wall` holds; nil holds the median to it.
  public let percentile: Double?
  /// Times the reference, at least.
  public let speedup: Double?
  public let allocations: Int?
  public let allocatedBytes: Int?
  /// Elements a second, at least.
  public let throughput: Double?

  struct Problem: Error, CustomStringConvertible { let description: String }

  init(_ fields: TOMLTable) throws(Problem) {
    let known = [
      "case", "variant", "machine", "wall", "percentile", "speedup", "allocations", "allocated-bytes", "throughput",
    ]
    for key in fields.keys where !known.contains(key) {
      throw Problem(description: "unknown key '\(key)'; known are \(known.joined(separator: ", "))")
    }
    guard let id = fields["case"]?.string, let variant = fields["variant"]?.string else {
      throw Problem(description: "it needs case and variant, both text")
    }
    self.case = id
    self.variant = variant
    machine = fields["machine"]?.string
    if machine == nil, fields["machine"] != nil { throw Problem(description: "machine must be text") }
    wall = try Self.duration(fields["wall"])
    percentile = try Self.number(fields["percentile"], "percentile")
    if let percentile {
      guard wall != nil else { throw Problem(description: "percentile says for how many calls wall holds; give wall") }
      guard percentile > 50, percentile < 100 else {
        throw Problem(description: "percentile must lie between 50 and 100; without it the median is held to wall")
      }
    }
    speedup = try Self.number(fields["speedup"], "speedup")
    throughput = try Self.number(fields["throughput"], "throughput")
    allocations = try Self.count(fields["allocations"], "allocations")
    allocatedBytes = try Self.count(fields["allocated-bytes"], "allocated-bytes")
    if wall == nil, speedup == nil, allocations == nil, allocatedBytes == nil, throughput == nil {
      throw Problem(description: "it limits nothing; give wall, speedup, allocations, allocated-bytes or throughput")
    }
    if machine == nil, wall != nil || throughput != nil {
      throw Problem(description: "a time holds for one machine class; give machine")
    }
  }

  /// Whether the budget limits this row.
  public func matches(case id: String, variant: String) -> Bool {
    NamePattern(self.case).matches(id) && NamePattern(self.variant).matches(variant)
  }

  /// It names one row, which must then be there.
  var isOfOneRow: Bool { !self.case.contains("*") && !variant.contains("*") }

  private static func number(_ value: (any TOMLValueConvertible)?, _ key: String) throws(Problem) -> Double? {
    guard let value else { return nil }
    guard let number = value.double ?? value.int.map(Double.init), number > 0, number.isFinite else {
      throw Problem(description: "\(key) must be a number above 0")
    }
    return number
  }

  private static func count(_ value: (any TOMLValueConvertible)?, _ key: String) throws(Problem) -> Int? {
    guard let value else { return nil }
    guard let count = value.int, count >= 0 else { throw Problem(description: "\(key) must be a whole number") }
    return count
  }

  private static func duration(_ value: (any TOMLValueConvertible)?) throws(Problem) -> Double? {
    guard let value else { return nil }
    let parts = (value.string ?? "").split(separator: " ")
    let units = ["ns": 1.0, "us": 1e3, "µs": 1e3, "ms": 1e6, "s": 1e9]
    guard parts.count == 2, let number = Double(parts[0]), number > 0, number.isFinite,
      let unit = units[String(parts[1])]
    else {
      throw Problem(description: "wall must be a time such as \"2 ms\"; units are ns, us, ms, s")
    }
    return number * unit
  }
}
