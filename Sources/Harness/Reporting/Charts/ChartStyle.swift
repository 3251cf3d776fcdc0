/// Colours and type of all charts: the Okabe–Ito palette, which colour-blind readers tell apart, in a light and a dark dress.
///
/// Plain classes, not CSS variables: converters that make PDF or PNG of SVG files know no variables. Dark applies to screens only,
/// so that a page prints dark on white.
package enum ChartStyle {
  static let seriesCount = 6

  /// The class of a series' marks and lines, by its place.
  package static func series(_ index: Int) -> String { "s\(index % seriesCount)" }

  static let sheet = common + rules(light) + "@media screen and (prefers-color-scheme:dark){" + rules(dark) + "}"

  private struct Palette {
    var paper: String
    var ink: String
    var faint: String
    var grid: String
    var band: String
    /// Series in order; the verdicts use the first four: improved, regressed, equivalent, undecided.
    var series: [String]
  }

  private static let light = Palette(
    paper: "#ffffff", ink: "#1b1f24", faint: "#59636e", grid: "#d9dee3", band: "#dce4ec",
    series: ["#0072b2", "#d55e00", "#009e73", "#b07700", "#cc79a7", "#56b4e9"])

  // Blue and green are lightened: as they are they sink into a dark page.
  private static let dark = Palette(
    paper: "#0d1117", ink: "#e6edf3", faint: "#9198a1", grid: "#30363d", band: "#2b3440",
    series: ["#56b4e9", "#ef7a2a", "#1fc596", "#e69f00", "#e39ac3", "#a9dbf7"])

  private static let common =
    "text{font:12px system-ui,-apple-system,'Segoe UI','DejaVu Sans',sans-serif}.title{font-size:15px;font-weight:600}"
    + ".small{font-size:11px}.grid{stroke-width:1}.rule{stroke-width:1.5}.bar{fill:none;stroke-width:2;stroke-linecap:round}"
    + ".fit{stroke-width:1.5;stroke-dasharray:5 4}.dots{fill:none;stroke-width:3;stroke-linecap:round;stroke-opacity:.55}"

  private static func rules(_ palette: Palette) -> String {
    var text =
      ".paper{fill:\(palette.paper)}text{fill:\(palette.ink)}.faint{fill:\(palette.faint)}.band{fill:\(palette.band)}"
    text +=
      ".grid{stroke:\(palette.grid)}.rule{stroke:\(palette.ink)}.before{fill:\(palette.paper);stroke:\(palette.faint);stroke-width:1.5}"
    text +=
      ".beforeline{stroke:\(palette.faint);stroke-width:1.5}.dots.before{fill:none;stroke:\(palette.faint);stroke-width:3}"
    for (index, colour) in palette.series.enumerated() {
      text += ".s\(index){fill:\(colour);stroke:\(colour)}"
    }
    return text + ".bar{fill:none}.hollow{fill:\(palette.paper);stroke-width:1.5}.dots{fill:none}"
  }
}
