import TickmarkTypesetting

/// A small SVG document: shapes with classes, coordinates to a tenth of a pixel, text escaped.
package struct SVG {
  package static let width = 720.0

  package enum Anchor: String { case start, middle, end }

  private var body = ""
  private let title: String
  private let summary: String

  /// - Parameter summary: what the picture shows, for readers who do not see it.
  package init(title: String, summary: String) {
    self.title = title
    self.summary = summary
  }

  package mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, class name: String) {
    body +=
      "<line class=\"\(name)\" x1=\"\(number(x1))\" y1=\"\(number(y1))\" x2=\"\(number(x2))\" y2=\"\(number(y2))\"/>\n"
  }

  package mutating func rectangle(x: Double, y: Double, width: Double, height: Double, class name: String) {
    body +=
      "<rect class=\"\(name)\" x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(max(width, 0)))\" height=\"\(number(max(height, 0)))\"/>\n"
  }

  package mutating func text(_ text: String, x: Double, y: Double, anchor: Anchor = .start, class name: String) {
    let place = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
    body += "<text class=\"\(name)\" x=\"\(number(x))\" y=\"\(number(y))\"\(place)>\(XMLText.escaped(text))</text>\n"
  }

  /// One of six shapes around a point: tells series apart where colour cannot.
  package mutating func mark(_ shape: Shape, x: Double, y: Double, size: Double = 5, class name: String) {
    body += "<path class=\"\(name)\" d=\"\(shape.path(x: x, y: y, radius: size))\"/>\n"
  }

  /// A level interval; its ends are capped where they stand clear of a mark in its middle, whose outline they would blur.
  package mutating func interval(from start: Double, to end: Double, y: Double, class name: String) {
    let isClear = end - start > 18
    let stroke =
      isClear
      ? "M\(number(start)) \(number(y - 4))v8m0 -4H\(number(end))m0 -4v8"
      : "M\(number(start)) \(number(y))H\(number(end))"
    body += "<path class=\"bar \(name)\" d=\"\(stroke)\"/>\n"
  }

  /// A line through points.
  package mutating func polyline(_ points: [(x: Double, y: Double)], class name: String) {
    guard let first = points.first else { return }
    let rest = points.dropFirst().map { "L\(number($0.x)) \(number($0.y))" }.joined()
    body += "<path class=\"\(name)\" fill=\"none\" d=\"M\(number(first.x)) \(number(first.y))\(rest)\"/>\n"
  }

  /// Points as one path of zero-length strokes: a few bytes each.
  package mutating func dots(_ points: [(x: Double, y: Double)], class name: String) {
    guard !points.isEmpty else { return }
    body += "<path class=\"\(name)\" d=\"" + points.map { "M\(number($0.x)) \(number($0.y))h0" }.joined() + "\"/>\n"
  }

  package func document(height: Double) -> String {
    let size =
      "width=\"\(number(Self.width))\" height=\"\(number(height))\" viewBox=\"0 0 \(number(Self.width)) \(number(height))\""
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" \(size) role=\"img\">\n<title>\(XMLText.escaped(title))</title>\n"
      + "<desc>\(XMLText.escaped(summary))</desc>\n<style>\(ChartStyle.sheet)</style>\n"
      + "<rect class=\"paper\" width=\"\(number(Self.width))\" height=\"\(number(height))\" rx=\"6\"/>\n\(body)</svg>\n"
  }

  private func number(_ value: Double) -> String { Shape.number(value) }
}

/// Shapes that differ in outline, in the order in which series take them.
package enum Shape: CaseIterable {
  case circle, triangle, square, diamond, inverted, cross

  /// The shape of a series: after six, colours come again with other shapes, so that 36 series differ.
  package static func series(_ index: Int) -> Shape {
    allCases[(index + index / ChartStyle.seriesCount) % allCases.count]
  }

  func path(x: Double, y: Double, radius r: Double) -> String {
    func at(_ dx: Double, _ dy: Double) -> String { "\(Self.number(x + dx)) \(Self.number(y + dy))" }
    return switch self {
    case .circle:
      "M\(at(-r, 0))a\(Self.number(r)) \(Self.number(r)) 0 1 0 \(Self.number(2 * r)) 0a\(Self.number(r)) \(Self.number(r)) 0 1 0 \(Self.number(-2 * r)) 0Z"
    case .triangle: "M\(at(0, -r))L\(at(r, r * 0.8))L\(at(-r, r * 0.8))Z"
    case .square:
      "M\(at(-r * 0.85, -r * 0.85))L\(at(r * 0.85, -r * 0.85))L\(at(r * 0.85, r * 0.85))L\(at(-r * 0.85, r * 0.85))Z"
    case .diamond: "M\(at(0, -r))L\(at(r, 0))L\(at(0, r))L\(at(-r, 0))Z"
    case .inverted: "M\(at(0, r))L\(at(r, -r * 0.8))L\(at(-r, -r * 0.8))Z"
    case .cross:
      "M\(at(-r, -r * 0.6))L\(at(-r * 0.6, -r))L\(at(0, -r * 0.4))L\(at(r * 0.6, -r))L\(at(r, -r * 0.6))L\(at(r * 0.4, 0))"
        + "L\(at(r, r * 0.6))L\(at(r * 0.6, r))L\(at(0, r * 0.4))L\(at(-r * 0.6, r))L\(at(-r, r * 0.6))L\(at(-r * 0.4, 0))Z"
    }
  }

  static func number(_ value: Double) -> String {
    // The charts filter what is not finite; a picture with one misplaced point still beats no report.
    assert(value.isFinite, "a coordinate that is not a number")
    return value.isFinite ? Decimals.trimmed(value, 1).replacing("−", with: "-") : "0"
  }
}
