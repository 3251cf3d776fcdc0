/// A table whose source is as readable as its rendering: cells are padded so that columns line up.
package struct MarkdownTable {
  package struct Column {
    package var title: String
    package var isRightAligned: Bool

    package init(title: String, isRightAligned: Bool = false) {
      self.title = title
      self.isRightAligned = isRightAligned
    }
  }

  private let columns: [Column]
  private var rows: [[String]] = []

  /// Titles that start with `>` stand over right-aligned columns.
  package init(_ titles: String...) {
    columns = titles.map { title in
      title.hasPrefix(">") ? Column(title: String(title.dropFirst()), isRightAligned: true) : Column(title: title)
    }
  }

  package init(columns: [Column]) { self.columns = columns }

  package var isEmpty: Bool { rows.isEmpty }

  /// - Precondition: one cell a column, each already Markdown.
  package mutating func append(_ cells: [String]) {
    precondition(cells.count == columns.count, "one cell a column")
    rows.append(cells)
  }

  package var text: String {
    var widths = columns.map { max(3, TextWidth.columns($0.title)) }
    for row in rows {
      for (index, cell) in row.enumerated() { widths[index] = max(widths[index], TextWidth.columns(cell)) }
    }
    let rule = zip(columns, widths).map { column, width in
      column.isRightAligned ? String(repeating: "-", count: width - 1) + ":" : String(repeating: "-", count: width)
    }
    return ([columns.map(\.title), rule] + rows).map { line(of: $0, widths: widths) }.joined()
  }

  private func line(of cells: [String], widths: [Int]) -> String {
    var line = "|"
    for (index, cell) in cells.enumerated() {
      line += " " + TextWidth.padded(cell, to: widths[index], rightAligned: columns[index].isRightAligned) + " |"
    }
    return line + "\n"
  }
}

/// Names and sentences as Markdown.
package enum Markdown {
  /// A name in a code span that no character of it can leave, also within a table.
  package static func code(_ text: String) -> String {
    let clean = TextWidth.clean(text)
    guard clean.contains("`") else { return "`\(escapedPipes(clean))`" }
    // A span's fence is longer than any run of backticks inside it.
    var longest = 0
    var run = 0
    for character in clean {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    return "\(fence) \(escapedPipes(clean)) \(fence)"
  }

  /// Running text whose characters mean themselves.
  package static func prose(_ text: String) -> String {
    var result = ""
    for character in TextWidth.clean(text) {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\\", "`", "*", "_", "[", "]", "|", "#", "~": result += "\\\(character)"
      default: result.append(character)
      }
    }
    return result
  }

  private static func escapedPipes(_ text: String) -> String { text.replacing("|", with: "\\|") }
}
