import TickmarkCommands
import TickmarkFrames

/// Prices of zero or below: the user hears of them, and of what becomes of them.
struct BadPrices {
  enum Fate: String {
    case kept = "kept as they are"
    case gaps = "taken as gaps"
  }

  var zero = 0
  var negative = 0
  /// Where the first one stands.
  var first: String?

  func warn(of path: String, _ fate: Fate = .kept) {
    guard zero + negative > 0 else { return }
    Messages.warning(
      "'\(path)' has \(zero) zero and \(negative) negative prices, \(fate.rawValue)"
        + (first.map { " (first: \($0))" } ?? ""))
  }
}

extension Frame {
  var badPrices: BadPrices {
    let census = census()
    return BadPrices(zero: census.zeroPrices, negative: census.negativePrices, first: census.firstNonPositive)
  }
}

extension WideTable {
  var badPrices: BadPrices {
    var bad = BadPrices()
    for day in dates.indices {
      for asset in names.indices where panel[day, asset] <= 0 {
        if panel[day, asset] == 0 { bad.zero += 1 } else { bad.negative += 1 }
        bad.first = bad.first ?? "\(names[asset]) \(dates[day])"
      }
    }
    return bad
  }
}
