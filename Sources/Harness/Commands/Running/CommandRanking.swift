import TickmarkGating

extension ComparisonRow {
  /// The whole interval lies beyond the margin.
  fileprivate var isOneSided: Bool {
    interval.count == 2 && (interval[0] > 1 + margin || interval[1] < 1 / (1 + margin))
  }
}

/// More than two commands from fastest to slowest, by their ratios to the first.
struct CommandRanking {
  private struct Place {
    let number: Int
    let text: String
    let ratio: Double
    let interval: [Double]
  }

  private let places: [Place]
  /// Those of which too little is known.
  private let unranked: [String]

  /// - Parameter rows: of all commands but the first, in order.
  init(_ commands: [String], _ rows: [ComparisonRow]) {
    let first = Place(number: 1, text: commands[0], ratio: 1, interval: [1, 1])
    let others = zip(commands.dropFirst(), rows).enumerated().map { index, pair in
      // What did not show again was taken back, its interval too.
      let isWithdrawn = pair.1.verdict == .undecided && pair.1.isOneSided
      return Place(number: index + 2, text: pair.0, ratio: pair.1.ratio, interval: isWithdrawn ? [] : pair.1.interval)
    }
    unranked = others.filter { $0.interval.count != 2 }.map { "command \($0.number) '\($0.text)'" }
    places = ([first] + others).filter { $0.interval.count == 2 }.sorted {
      ($0.ratio, $0.number) < ($1.ratio, $1.number)
    }
  }

  /// One line a command, where there are more than two; a command whose interval reaches into that of the one before it
  /// shares its rank. Each interval holds at the error of the whole divided by their number, so all ranks hold together.
  var lines: [String] {
    guard places.count + unranked.count > 2 else { return [] }
    var rank = 0
    var slowest = -Double.infinity
    let ranks = places.enumerated().map { index, place in
      if place.interval[0] > slowest { rank = index + 1 }
      slowest = max(slowest, place.interval[1])
      let times = place.number == 1 ? "the first" : "\((place.ratio * 1_000).rounded() / 1_000) × the first"
      return "rank \(rank): command \(place.number) '\(place.text)', \(times)"
    }
    return ranks + unranked.map { "no rank: \($0): the samples do not tell" }
  }
}
