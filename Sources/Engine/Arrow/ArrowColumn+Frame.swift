import TickmarkFrames
import TickmarkMemory

extension ArrowColumn {
  /// A record batch of a frame's columns.
  init(_ frame: Frame) {
    var symbol = ArrowColumn("symbol", "i", frame.codes)
    symbol.dictionary = [ArrowColumn(texts: frame.symbols)]
    var children = [symbol, ArrowColumn("date", "tdD", frame.days)]
    if let seconds = frame.seconds { children.append(ArrowColumn("time", "tts", seconds)) }
    for field in Field.prices {
      guard let prices = frame.price(field) else { continue }
      switch prices {
      case .float32(let column): children.append(ArrowColumn(field.rawValue, "f", column) { $0.isNaN })
      case .float64(let column): children.append(ArrowColumn(field.rawValue, "g", column) { $0.isNaN })
      }
    }
    children.append(Self.volume(frame.volume))
    self.init(format: "+s", length: frame.count, buffers: [nil], children: children)
  }

  private static func volume(_ volume: VolumeColumn) -> ArrowColumn {
    switch (volume.values, volume.scale) {
    case (.int32(let column), 0): return ArrowColumn("volume", "i", column) { $0 == .min }
    case (.int64(let column), 0): return ArrowColumn("volume", "l", column) { $0 == .min }
    case (.float64(let column), _): return ArrowColumn("volume", "g", column) { $0.isNaN }
    default:
      var values = AlignedBuffer<Double>(count: volume.count, repeating: .nan)
      for row in 0..<volume.count { values[row] = volume[row] }
      return ArrowColumn("volume", "g", Column(values)) { $0.isNaN }
    }
  }
}
