import Foundation
import TickmarkBaselines
import TickmarkMeasurement

/// What another tool measured, in its own names and with times in nanoseconds.
struct ForeignResults {
  /// The tool, with its version where the file has it.
  var tool: String
  var machine = ForeignMachine()
  /// As the file has it; nothing where it does not say.
  var commit: String?
  var isDirty = false
  /// As the file has it.
  var started: String?
  var rows: [ForeignRow] = []
  /// What was left out, and what to know of the numbers.
  var notes: [String] = []
}

/// One benchmark of another tool.
struct ForeignRow {
  /// Where it is in its file.
  var place: String
  /// What the tool files it under: a package, a class, a module; names the suite. Empty where it has none.
  var group = ""
  /// With `/` between its parts, without what became size and variant.
  var name: String
  /// What the tool itself calls it, in full: what tells two rows apart.
  var fullName: String
  /// The one number that the tool varies, if there is one.
  var size: Size?
  var variant: String
  /// Nanoseconds of one call: one list a process, each in the order of measuring.
  var processes: [[Double]]
  /// How many rounds stand behind the samples where the tool kept only a summary of them.
  var rounds: Int?
  /// A summary's own interval of the median, where there are no samples for one.
  var interval: [Double]?
  /// Processor time of one call, in nanoseconds.
  var processor: [Double] = []
  /// Counts of one call by our metrics' names, a value a repetition.
  var counts: [String: [Double]] = [:]
  /// Elements that one call handles; nil where the tool does not say.
  var elements: Int?
  var throughput: Throughput?
}

/// What a file says of the machine; nothing where it does not.
struct ForeignMachine: Equatable {
  var host: String?
  var processor: String?
  var family: String?
  var model: String?
  var cores: Int?
  var memoryBytes: Int?
  var kernel: String?
  var toolchain: String?
  var load: Double?
}

extension ForeignRow {
  /// From what an empty loop is given to some thirty years.
  private static let times = 1e-12...1e18

  /// A time in nanoseconds.
  ///
  /// - Throws: `.damaged` unless it is a number above 0.
  static func nanoseconds(
    _ value: Double, per unit: Double, path: String, place: String
  ) throws(ImportError) -> Double {
    let time = value * unit
    guard times.contains(time) else {
      throw .damaged(path: path, place: place, problem: "\(value) is no time; a time is above 0 and below 30 years")
    }
    return time
  }

  /// A time that is not needed: nil where it is none.
  static func plausible(_ nanoseconds: Double) -> Double? { times.contains(nanoseconds) ? nanoseconds : nil }

  static func nanoseconds(
    _ values: [Double], per unit: Double, path: String, place: String
  ) throws(ImportError) -> [Double] {
    var times: [Double] = []
    times.reserveCapacity(values.count)
    for (index, value) in values.enumerated() {
      let time = value * unit
      // The place is put into words only where it is needed: there may be millions.
      if Self.times.contains(time) {
        times.append(time)
      } else {
        _ = try nanoseconds(value, per: unit, path: path, place: "\(place)[\(index)]")
      }
    }
    return times
  }

  /// `BM_Sum/64` → `BM_Sum` and 64: the last part that is a whole number, or two as in `100x50`, is the size.
  static func split(_ name: String) -> (name: String, size: Size?) {
    var parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard let place = parts.indices.dropFirst().last(where: { Size(text: parts[$0]) != nil }) else {
      return (name, nil)
    }
    let size = Size(text: parts.remove(at: place))
    return (parts.joined(separator: "/"), size)
  }
}

extension Size {
  /// `1024` or `100x50` exactly as we would write it; nothing else is a size.
  init?(text: String) {
    let numbers = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    guard (1...2).contains(numbers.count), numbers.allSatisfy({ (1...1_000_000_000_000).contains($0) }) else {
      return nil
    }
    self.init(numbers[0], numbers.count == 2 ? numbers[1] : 1)
    guard description == text else { return nil }
  }
}
