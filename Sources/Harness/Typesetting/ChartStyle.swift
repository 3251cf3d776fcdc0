/// Colours and type of all charts, light and dark.
///
/// Plain classes, not CSS variables: converters that make PDF or PNG of SVG files know no variables. Dark applies to screens only,
/// so that a page prints dark on white.
package enum ChartStyle {
  package static let seriesCount = 6

  /// The class of a series' marks and lines, by its place.
  package static func series(_ index: Int) -> String { "s\(index % seriesCount)" }

  package static let sheet =
    common + rules(.light) + "@media screen and (prefers-color-scheme:dark){" + rules(.dark) + "}"

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
