import Foundation
import TickmarkFrames

/// What `data info` says of a frame.
struct FrameDescription: FileDescription {
  struct Column: Encodable {
    let name, storage: String
    let bytesPerRow, bytes: Int
    let mapped: Bool
  }

  let schema = "tickmark.frame-info/1"
  let file: String
  let sha256: String
  let rows: Int
  let symbols: Int
  let first: String?
  let last: String?
  let gaps: [String: Int]
  let zeroPrices: Int
  let negativePrices: Int
  let firstNonPositive: String?
  let columns: [Column]
  let bytesPerRow: Int
  let float64BytesPerRow: Int
  let dictionaryBytes: Int
  let allocatedBytes: Int
  let mappedBytes: Int
  let bytesPerBar: Double

  init(_ frame: Frame, path: String) throws(FrameError) {
    let census = frame.census()
    let memory = frame.memory
    file = path
    sha256 = try ContentHash.sha256(of: path)
    (rows, symbols) = (frame.count, frame.symbols.count)
    (first, last) = (frame.span?.lowerBound.description, frame.span?.upperBound.description)
    gaps = Dictionary(uniqueKeysWithValues: census.gaps.map { ($0.key.rawValue, $0.value) })
    (zeroPrices, negativePrices) = (census.zeroPrices, census.negativePrices)
    firstNonPositive = census.firstNonPositive
    columns = memory.columns.map {
      Column(name: $0.name, storage: $0.storage, bytesPerRow: $0.rowBytes, bytes: $0.bytes, mapped: $0.isMapped)
    }
    (bytesPerRow, float64BytesPerRow) = (memory.rowBytes, memory.float64RowBytes)
    (dictionaryBytes, allocatedBytes, mappedBytes) =
      (memory.dictionaryBytes, memory.allocatedBytes, memory.mappedBytes)
    bytesPerBar = memory.bytesPerBar
  }

  var text: String {
    var lines = [
      "\(file)", "  rows      \(rows)", "  symbols   \(symbols)", "  span      \(first ?? "none") to \(last ?? "none")",
      "  gaps      " + Field.allCases.map { "\($0.rawValue) \(gaps[$0.rawValue] ?? 0)" }.joined(separator: ", "),
      "  prices    \(zeroPrices) zero, \(negativePrices) negative"
        + (firstNonPositive.map { "; first at \($0)" } ?? ""),
      "  a row     \(bytesPerRow) bytes; as a Float64 table \(float64BytesPerRow)",
      "  memory    \(allocatedBytes + mappedBytes) bytes: \(allocatedBytes) allocated, \(mappedBytes) mapped; "
        + "\(String(format: "%.2f", bytesPerBar)) a bar",
      "  sha256    \(sha256)",
    ]
    lines += (columns.map { ($0.name, "\($0.bytes) bytes  \($0.storage)") }).map(Self.line)
    lines.append(Self.line("names", "\(dictionaryBytes) bytes  the dictionary of symbols, and where each begins"))
    return lines.joined(separator: "\n")
  }

  private static func line(_ name: String, _ words: String) -> String {
    "  \(name.padding(toLength: 9, withPad: " ", startingAt: 0)) \(words)"
  }
}
