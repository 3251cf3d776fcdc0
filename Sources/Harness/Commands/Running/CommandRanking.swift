import TickmarkGating

/// More than two commands from fastest to slowest, by their ratios to the first.
struct CommandRanking {
  private struct Place {
    let number: Int
    let text: String
    let ratio: Double
    let interval: [Double]
  }

  private let places: [Place]

  /// - Parameter rows: of all commands but the first, in order.
  init(_ commands: [String], _ rows: [ComparisonRow]) {
    let first = Place(number: 1, text: commands[0], ratio: 1, interval: [1, 1])
    let others = zip(commands.dropFirst(), rows).enumerated().map { index, pair in
      Place(number: index + 2, text: pair.0, ratio: pair.1.ratio, interval: pair.1.interval)
    }
    places = ([first] + others).filter { $0.interval.count == 2 }.sorted {
      ($0.ratio, $0.number) < ($1.ratio, $1.number)
    }
  }

  /// One line a command, where there are more than two; a command whose interval reaches into that of the one before it
  /// shares its rank. Each interval holds at the error of the whole divided by their number, so all ranks hold together.
  var lines: [String] {
    guard places.count > 2 else { return [] }
    var rank = 0
    var slowest = -Double.infinity
    return places.enumerated().map { index, place in
      if place.interval[0] > slowest { rank = index + 1 }
      slowest = max(slowest, place.interval[1])
      let times = place.number == 1 ? "the first" : "\((place.ratio * 1_000).rounded() / 1_000) × the first"
      return "rank \(rank): command \(place.number) '\(place.text)', \(times)"
    }
  }
}
