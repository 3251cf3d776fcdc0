import TickmarkMeasurement

/// `NAME=VALUE NAME=VALUE …`, with quotes as on a command line.
enum Variables {
  /// - Throws: `.badVariable`.
  static func parse(_ text: String) throws(CommandError) -> [(name: String, value: String)] {
    guard let words = try? CommandWords.split(text) else { throw .badVariable(text) }
    var variables: [(name: String, value: String)] = []
    for word in words {
      let halves = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard halves.count == 2, !halves[0].isEmpty else { throw .badVariable(text) }
      variables.append((halves[0], halves[1]))
    }
    return variables
  }
}
