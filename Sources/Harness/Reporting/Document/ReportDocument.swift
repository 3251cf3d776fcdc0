/// What a report says, in order, before it is Markdown or HTML: both are written from here, so that they cannot disagree.
struct ReportDocument {
  let title: String
  /// Before the first heading.
  let opening: [Block]
  /// Those that have something to say.
  let sections: [Section]

  struct Section {
    let title: String
    let blocks: [Block]

    init(_ title: String, _ blocks: [Block]) {
      self.title = title
      self.blocks = blocks
    }
  }

  enum Block {
    /// A heading below the section's.
    case heading(String)
    case paragraph([Span])
    case list([[Span]])
    case table(ReportTable)
    case picture(Chart)
    /// What to type.
    case command(String)
  }

  /// A run of text of one kind.
  enum Span {
    case text(String)
    /// A number as this program writes it: no character of it is markup.
    case figure(String)
    case code(String)
    case strong(String)
    /// A name that leads to a file beside the report.
    case link(String, path: String)
    /// A sentence that names things within itself.
    case worded(@Sendable (Headline.Wording) -> String)
  }

  /// - Parameter charts: the pictures; those that could not be drawn say why.
  init(_ content: ReportContent, charts: ChartSet) {
    title = content.title
    opening = Self.opening(content)
    sections = [
      Self.times(content, charts: charts), Self.speedups(content, charts: charts),
      Self.scaling(content, charts: charts), Self.history(content, charts: charts), Self.resources(content),
      Self.allocator(content), Self.budgets(content), Self.profiles(content), Self.controls(content),
      Self.omissions(content, charts: charts),
      Self.howToRead(content), Self.machine(content), Section("Reproduce", [.command(content.command)]),
    ].filter { !$0.blocks.isEmpty }
  }
}

/// A table of a report.
struct ReportTable {
  struct Column {
    let title: String
    let isRightAligned: Bool
  }

  struct Cell {
    let spans: [ReportDocument.Span]
    /// What the rows are sorted by; their text where there is none.
    let rank: Double?

    static func text(_ text: String) -> Cell { Cell(spans: [.text(text)], rank: nil) }
    static func number(_ text: String, rank: Double?) -> Cell { Cell(spans: [.figure(text)], rank: rank) }
    static func code(_ text: String) -> Cell { Cell(spans: [.code(text)], rank: nil) }
    static let absent = text("–")
  }

  let columns: [Column]
  private(set) var rows: [[Cell]] = []

  /// Titles that start with `>` stand over right-aligned columns.
  init(_ titles: String...) { self.init(titles: titles) }

  init(titles: [String]) {
    columns = titles.map { title in
      title.hasPrefix(">")
        ? Column(title: String(title.dropFirst()), isRightAligned: true) : Column(title: title, isRightAligned: false)
    }
  }

  var isEmpty: Bool { rows.isEmpty }

  /// - Precondition: one cell a column.
  mutating func append(_ cells: [Cell]) {
    precondition(cells.count == columns.count, "one cell a column")
    rows.append(cells)
  }
}
