import TickmarkFrames
import TickmarkRisk

/// A covariance with the names of its rows and columns.
struct CovarianceTable<Element: RiskElement & CustomStringConvertible> {
  let symbols: [String]
  let matrix: Matrix<Element>

  /// `symbol` and a column a symbol; numbers are the shortest that read back the same.
  func write(to path: String) throws(FrameError) {
    try AtomicFile.write(to: path) { (file) throws(FrameError) in
      try file.append("symbol")
      for symbol in symbols {
        try file.append(",")
        try file.appendName(symbol)
      }
      try file.append("\n")
      for row in symbols.indices {
        try file.appendName(symbols[row])
        for column in symbols.indices { try file.append(",\(matrix[row, column])") }
        try file.append("\n")
      }
    }
  }
}
