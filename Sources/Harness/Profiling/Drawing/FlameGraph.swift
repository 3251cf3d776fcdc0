import TickmarkTypesetting

/// A flame graph as one SVG file that needs nothing else: callers below, what they call above them, the hottest functions in a
/// table underneath.
package struct FlameGraph {
  /// No file is larger: where it would be, the narrowest boxes are left out, and the picture says how many.
  package static let byteLimit = 1_000_000
  /// Narrower boxes, in pixels, show nothing.
  private static let narrowest = 0.4
  private static let tableRows = 15

  private let title: String
  private let subtitle: String
  private let tree: FlameTree
  private let legend: [(mark: String, text: String)]
  private let table: [String]
  private let detail: (FlameTree.Node) -> String
  private let mark: (FlameTree.Node) -> String

  /// Of one profile: colours tell whose code a box is.
  package init(_ profile: Profile) {
    let total = profile.stacks.total
    title = "\(profile.name): \(ProfileText.subject(profile.measure))"
    subtitle = ProfileText.counted(profile)
    tree = FlameTree(profile.stacks)
    legend = Frame.Origin.allCases.map { (FlameStyle.mark(of: $0), $0.rawValue) }
    table =
      [TextWidth.padded("own", to: 17) + TextWidth.padded("with callees", to: 14) + "function"]
      + FrameShare.all(profile.charged).prefix(Self.tableRows).map { share in
        TextWidth.padded(ProfileText.share(share.own, in: profile), to: 17)
          + TextWidth.padded(ProfileText.percent(share.total, of: total), to: 14) + share.frame.name
      }
    detail = { node in
      "\(ProfileText.amount(node.count, in: profile)), \(ProfileText.share(node.count, in: profile)) · \(node.frame.origin.rawValue)"
    }
    mark = { FlameStyle.mark(of: $0.frame.origin) }
  }

  /// Of two profiles: as wide as after, coloured by what became of it.
  package init(_ difference: ProfileDifference) {
    let text = DifferenceText(difference)
    title = text.title
    subtitle = text.counted
    tree = FlameTree(difference.after.stacks, before: difference.before.stacks)
    legend = [
      ("b3", "shrank"), ("b1", ""), ("n", "no change to speak of"), ("g1", ""),
      ("g3", "grew (share of the whole before)"),
    ]
    table =
      [TextWidth.padded("change of own cost", to: 26) + TextWidth.padded("before → after", to: 28) + "function"]
      + difference.rows.prefix(Self.tableRows).filter { $0.change != 0 }.map { row in
        TextWidth.padded(text.change(row), to: 26) + TextWidth.padded(text.pair(row), to: 28) + row.frame.name
      }
    detail = { text.detail(before: $0.before, after: $0.count) }
    mark = { FlameStyle.mark(ofChange: text.changeOfWhole(before: $0.before, after: $0.count)) }
  }

  package var svg: String {
    var cutoff = Self.narrowest
    while true {
      let document = document(cutoff: cutoff)
      // At the whole width only the outermost boxes are left.
      if document.utf8.count < Self.byteLimit || cutoff > FlameStyle.width { return document }
      cutoff *= 2
    }
  }

  private var scale: Double { (FlameStyle.width - 2 * FlameStyle.margin) / Double(max(1, tree.total)) }

  private func document(cutoff: Double) -> String {
    let nodes = tree.nodes.filter { Double($0.count) * scale >= cutoff }
    let rows = (nodes.map(\.depth).max() ?? 0) + 1
    let top = 76.0
    let bottom = top + Double(rows) * FlameStyle.rowHeight
    let height = bottom + 34 + 16 * Double(table.count)
    let size = "\(number(FlameStyle.width)) \(number(height))"
    var text =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(number(FlameStyle.width))\" height=\"\(number(height))\""
    text += " viewBox=\"0 0 \(size)\" role=\"img\">\n<title>\(XMLText.escaped(title))</title>\n"
    text += "<desc>\(XMLText.escaped(subtitle))</desc>\n<style>\(FlameStyle.sheet)</style>\n"
    text += "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n"
    text +=
      line(TextWidth.shortened(TextWidth.clean(title), to: FlameStyle.titleColumns), y: 24, class: "title")
      + line(subtitle, y: 43, class: "faint") + key
    text += "<text id=\"reset\" class=\"button hidden\" x=\"900\" y=\"24\">whole graph</text>\n"
    text += "<text id=\"search\" class=\"button hidden\" x=\"990\" y=\"24\"></text>\n"
    text += "<text id=\"found\" x=\"990\" y=\"43\"></text>\n"
    for node in nodes { text += box(node, y: bottom - Double(node.depth + 1) * FlameStyle.rowHeight) }
    let left = tree.nodes.count - nodes.count
    let note =
      left == 0
      ? "Every place of every stack is drawn."
      : "\(left) places are not drawn: each has less than \(Units.percent(cutoff / (scale * Double(max(1, tree.total)))))."
    text += line(note, y: bottom + 18, class: "faint")
    for (row, entry) in table.enumerated() {
      text += line(
        TextWidth.shortened(entry, to: 165), y: bottom + 40 + 16 * Double(row), class: row == 0 ? "mono faint" : "mono")
    }
    return text + "<script><![CDATA[\n\(FlameScript.text(total: max(1, tree.total)))\n]]></script>\n</svg>\n"
  }

  private func box(_ node: FlameTree.Node, y: Double) -> String {
    let x = FlameStyle.margin + Double(node.start) * scale
    let width = Double(node.count) * scale
    let name = XMLText.escaped(node.frame.name)
    var text = "<g class=\"f\" data-s=\"\(node.start)\" data-w=\"\(node.count)\"><title>\(name)\n"
    text +=
      "\(XMLText.escaped(detail(node)))</title><rect class=\"\(mark(node))\" x=\"\(number(x))\" y=\"\(number(y))\""
    text += " width=\"\(number(width))\" height=\"\(number(FlameStyle.rowHeight - 1))\"/>"
    let letters = Int((width - 6) / FlameStyle.letterWidth)
    if letters >= 3 {
      let clean = TextWidth.clean(node.frame.name)
      let label = clean.count <= letters ? clean : clean.prefix(letters - 1) + "…"
      text += "<text x=\"\(number(x + 3))\" y=\"\(number(y + 13))\">\(XMLText.escaped(String(label)))</text>"
    }
    return text + "</g>\n"
  }

  /// What the colours mean.
  private var key: String {
    var x = FlameStyle.margin
    var text = ""
    for (mark, name) in legend {
      text += "<rect class=\"key \(mark)\" x=\"\(number(x))\" y=\"53\" width=\"14\" height=\"12\"/>\n"
      text += "<text class=\"faint\" x=\"\(number(x + 19))\" y=\"63\">\(XMLText.escaped(name))</text>\n"
      x += name.isEmpty ? 16 : 40 + 6.5 * Double(name.count)
    }
    return text
  }

  private func line(_ text: String, y: Double, class name: String) -> String {
    "<text class=\"\(name)\" x=\"\(number(FlameStyle.margin))\" y=\"\(number(y))\" xml:space=\"preserve\">\(XMLText.escaped(text))</text>\n"
  }

  private func number(_ value: Double) -> String { Decimals.trimmed(value, 2).replacing("−", with: "-") }
}
