/// The colours of everything that is drawn, in a light and a dark dress: the Okabe–Ito palette, which colour-blind readers
/// tell apart.
package struct Palette: Sendable {
  package var paper: String
  package var ink: String
  package var faint: String
  package var grid: String
  package var band: String
  /// Series in order; the verdicts use the first four: improved, regressed, equivalent, undecided.
  package var series: [String]

  package static let light = Palette(
    paper: "#ffffff", ink: "#1b1f24", faint: "#59636e", grid: "#d9dee3", band: "#dce4ec",
    series: ["#0072b2", "#d55e00", "#009e73", "#b07700", "#cc79a7", "#56b4e9"])

  // Blue and green are lightened: as they are they sink into a dark page.
  package static let dark = Palette(
    paper: "#0d1117", ink: "#e6edf3", faint: "#9198a1", grid: "#30363d", band: "#2b3440",
    series: ["#56b4e9", "#ef7a2a", "#1fc596", "#e69f00", "#e39ac3", "#a9dbf7"])
}
