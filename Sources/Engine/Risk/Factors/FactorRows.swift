import TickmarkFrames
import TickmarkMemory

extension LentBuffer where Element: RiskElement {
  /// Fills rows of whole tiles with days of a panel; lanes past the last asset are left alone.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  func setRows(_ days: Range<Int>, of panel: Panel<Element>, stride: Int) {
    let rows = panel.rows.span
    let last = panel.tiles - 1
    for tile in 0..<last {
      for day in days { setSixteen(at: day * stride + tile * 16, to: rows[tile * panel.days + day]) }
    }
    for day in days {
      let row = rows[last * panel.days + day]
      for lane in 0..<panel.assets - last * 16 { self[day * stride + last * 16 + lane] = row[lane] }
    }
  }
}
