import TickmarkFrames

/// What `data info` says of a panel file: what its header holds, without reading a tile.
struct PanelDescription: FileDescription {
  let schema = "tickmark.panel-info/1"
  let file: String
  let days: Int
  let symbols: Int
  let first: String?
  let last: String?
  let columns: [String]
  let tiles: Int
  let tileBytes: Int
  let mappedBytes: Int

  init(_ panel: PanelFile) {
    file = panel.path
    (days, symbols, columns) = (panel.days.count, panel.assets.count, panel.columns)
    (first, last) = (panel.days.first?.description, panel.days.last?.description)
    (tiles, tileBytes, mappedBytes) = (panel.tiles, panel.tileBytes, panel.bytes)
  }

  var text: String {
    [
      file, "  days      \(days)", "  symbols   \(symbols)", "  span      \(first ?? "none") to \(last ?? "none")",
      "  columns   \(columns.count) of Float32: \(columns.joined(separator: ", "))",
      "  tiles     \(tiles) of \(tileBytes) bytes, each with its checksum",
      "  memory    \(mappedBytes) bytes mapped; a pass over the file keeps two tiles of them",
    ].joined(separator: "\n")
  }
}
