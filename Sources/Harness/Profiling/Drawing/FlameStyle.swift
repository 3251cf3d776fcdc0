import TickmarkTypesetting

/// Colours and measures of flame graphs: whose code a box is, or what became of it, light and dark.
///
/// Fills are tints, so that the ink on them stays readable; differences are vermilion and blue, which all readers tell apart.
enum FlameStyle {
  static let width = 1_200.0
  static let margin = 10.0
  /// Beside the title there are buttons.
  static let titleColumns = 90
  static let rowHeight = 18.0
  /// Of one letter of the boxes' type.
  static let letterWidth = 6.7
  /// What changes are sorted into: above these shares of the whole.
  static let steps = [0.002, 0.02, 0.1]

  static let sheet =
    "text{font:12px system-ui,-apple-system,'Segoe UI','DejaVu Sans',sans-serif}.title{font-size:15px;font-weight:600}"
    + ".f text,.mono{font:11px ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace}.f rect{stroke-width:.6}"
    + ".t1,.g1,.b1{fill-opacity:.2}.t2,.g2,.b2{fill-opacity:.38}.g3,.b3{fill-opacity:.6}.n{fill-opacity:0}"
    + ".f{cursor:pointer}.f text{pointer-events:none}.dim{opacity:.5}.hit rect{stroke-width:2.5}"
    + ".button{cursor:pointer;text-decoration:underline}.hidden{display:none}@media print{.button,#search,#found{display:none}}"
    + rules(.light) + "@media screen and (prefers-color-scheme:dark){" + rules(.dark) + "}"

  /// The class of a box that shows whose code it is.
  static func mark(of origin: Frame.Origin) -> String {
    switch origin {
    case .program: "o0 t2"
    case .swift: "o1 t2"
    case .library: "o2 t2"
    case .kernel: "o3 t2"
    case .unknown: "o4 t1"
    }
  }

  /// The class of a box whose cost has changed by such a share of the whole.
  static func mark(ofChange share: Double) -> String {
    let level = steps.count { abs(share) > $0 }
    return level == 0 ? "n" : share > 0 ? "g\(level)" : "b\(level)"
  }

  private static func rules(_ palette: Palette) -> String {
    let origins = [3, 0, 2, 4].enumerated().map { ".o\($0.offset){fill:\(palette.series[$0.element])}" }.joined()
    return ".paper{fill:\(palette.paper)}text{fill:\(palette.ink)}.faint{fill:\(palette.faint)}"
      + ".f rect,.key{stroke:\(palette.paper)}.hit rect{stroke:\(palette.ink)}\(origins).o4{fill:\(palette.faint)}"
      + ".g1,.g2,.g3{fill:\(palette.series[1])}.b1,.b2,.b3{fill:\(palette.series[0])}"
      + ".f .n,.n{fill:\(palette.faint);stroke:\(palette.grid)}"
  }
}
