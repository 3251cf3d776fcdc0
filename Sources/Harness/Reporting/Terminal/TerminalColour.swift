import TickmarkGating

/// The few colours of a terminal that a verdict takes; the words stand without them.
enum TerminalColour: String {
  case red = "31"
  case green = "32"
  case yellow = "33"
  case magenta = "35"
  case none = ""
}

extension TerminalReport {
  static func painted(_ text: String, _ colour: TerminalColour, _ style: Style) -> String {
    guard style == .ansi, colour != .none, !text.isEmpty else { return text }
    return "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m"
  }
}

extension ReportRow.Status {
  var colour: TerminalColour {
    switch self {
    case .judged(.regressed), .disagrees: .red
    case .judged(.improved): .green
    case .judged(.undecided): .yellow
    case .missing, .notCompared: .magenta
    case .judged(.equivalent), .added, .alone: .none
    }
  }
}

extension Headline.Standing {
  var colour: TerminalColour {
    switch self {
    case .disagreeing, .unfit, .regressed, .overBudget: .red
    case .undecided: .yellow
    case .incomplete: .magenta
    case .improved, .equivalent: .green
    case .measured: .none
    }
  }
}
