/// Reads what callgrind writes with `--separate-callers`, where the name of a function carries its callers:
/// `fn=leaf'caller'…`, the instructions of its own lines below it.
///
/// - Source: the format's description in the Valgrind manual, "Callgrind Format Specification".
struct CallgrindOutput {
  /// What cannot be read, and where.
  enum Failure: Error, Equatable { case noTotal, badLine(Int), otherTotal(sum: Int, told: Int) }

  /// - Parameters:
  ///   - text: written with `--compress-strings=no --compress-pos=no`.
  ///   - program: the path of the executable that ran.
  /// - Throws: where the lines are not callgrind's, or do not add up to the total that it tells.
  static func read(_ text: String, program: String) throws(Failure) -> StackCollector {
    var collector = StackCollector(program: program)
    let objects = objects(in: text)
    var (object, own, total): (String, Int, Int?) = ("", 0, nil)
    var stack: [StackCollector.RawFrame] = []
    var isCost = false
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.first?.isNumber == true {
        // The line after `calls=` holds what the callee took.
        defer { isCost = true }
        guard isCost else { continue }
        let words = line.split(separator: " ")
        guard words.count == 2, let count = Int(words[1]), count >= 0,
          case (let sum, false) = own.addingReportingOverflow(count)
        else { throw .badLine(index + 1) }
        own = sum
      } else if line.hasPrefix("calls=") {
        isCost = false
      } else if line.hasPrefix("ob=") {
        object = String(line.dropFirst("ob=".count))
      } else if line.hasPrefix("fn=") {
        if own > 0 { collector.add(stack, count: own) }
        own = 0
        stack = Self.stack(line.dropFirst("fn=".count), object: object, objects)
        isCost = true
      } else if line.hasPrefix("totals: ") {
        total = Int(line.dropFirst("totals: ".count))
      }
    }
    if own > 0 { collector.add(stack, count: own) }
    guard let total else { throw .noTotal }
    guard collector.stacks.total == total else { throw .otherTotal(sum: collector.stacks.total, told: total) }
    return collector
  }

  /// Where each function is: beside its callers' names only the innermost function's file is told.
  private static func objects(in text: String) -> [Substring: String] {
    var objects: [Substring: String] = [:]
    var object = ""
    for line in text.split(separator: "\n") {
      if line.hasPrefix("ob=") { object = String(line.dropFirst("ob=".count)) }
      guard line.hasPrefix("fn="), let name = line.dropFirst("fn=".count).split(separator: "'").first else { continue }
      objects[name] = object
    }
    return objects
  }

  private static func stack(
    _ names: Substring, object: String, _ objects: [Substring: String]
  ) -> [StackCollector.RawFrame] {
    // `name'2` is the second of a recursion, which is a frame like the first.
    let parts = names.split(separator: "'").filter { !$0.allSatisfy(\.isNumber) }
    return parts.enumerated().map { place, name in
      let isAddress = name.hasPrefix("0x") || name == "???"
      return StackCollector.RawFrame(
        symbol: isAddress ? nil : String(name), object: place == 0 ? object : objects[name] ?? "")
    }
  }
}
