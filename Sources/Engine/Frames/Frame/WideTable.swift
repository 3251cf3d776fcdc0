/// A row a day and a column an asset, as wide files have it.
public struct WideTable<Element: PanelElement>: Sendable {
  /// Strictly increasing.
  public let dates: [Day]
  /// The assets, in the order of the panel and of the file.
  public let names: [String]
  public let panel: Panel<Element>

  /// - Precondition: a date a day of the panel, a name an asset.
  public init(dates: [Day], names: [String], panel: Panel<Element>) {
    precondition(dates.count == panel.days && names.count == panel.assets, "a date a day, a name an asset")
    self.dates = dates
    self.names = names
    self.panel = panel
  }

  /// The table as closing prices of a frame; a gap becomes no row.
  public func frame(precision: Precision = .float32) throws(FrameError) -> Frame {
    var builder = FrameBuilder(precision: precision, order: .increasing)
    builder.begin(file: "table", expectedRows: names.count * dates.count)
    for (asset, name) in names.enumerated() {
      for (day, date) in dates.enumerated() where !panel[day, asset].isNaN {
        var row = BarFields()
        row.key = Moment(day: date).key
        row.prices[3] = Double(panel[day, asset])
        _ = try builder.append(row, code: Int32(asset), place: Place(path: "table", line: day + 2), name: name)
      }
    }
    return try builder.finish(names: names)
  }
}
