import ArgumentParser
import Foundation
import TickmarkCommands
import TickmarkFrames

extension DataCommand {
  struct Info: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "info", abstract: "Describe a price file: rows, symbols, span, gaps, storage, hash.")

    @Argument(help: "A CSV file or a binary frame.", completion: .file()) var file: String
    @Option(help: "'json=PATH' for a machine; '-' is standard output.") var format: [String] = []
    @Option(help: "How a CSV would be stored.") var precision: Precision = .float32

    func validate() throws {
      for format in format where !format.hasPrefix("json=") || format == "json=" {
        throw ValidationError("--format '\(format)': write json=PATH, or json=- for standard output")
      }
    }

    func run() throws {
      let frame = try Frame(any: file, precision: precision)
      let description = try FrameDescription(frame, path: file)
      if !format.contains("json=-") { try StandardOutput.write(description.text + "\n") }
      for format in format {
        let path = String(format.dropFirst("json=".count))
        let json = try description.json()
        if path == "-" {
          try StandardOutput.write(json + "\n")
        } else {
          try AtomicFile.write(to: path) { (file) throws(FrameError) in try file.append(json + "\n") }
        }
      }
    }
  }
}

/// What `data info` says of a frame.
struct FrameDescription: Encodable {
  struct Column: Encodable { let name, storage: String, bytesPerRow: Int }

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

  init(_ frame: Frame, path: String) throws(FrameError) {
    let census = frame.census()
    file = path
    sha256 = try ContentHash.sha256(of: path)
    (rows, symbols) = (frame.count, frame.symbols.count)
    (first, last) = (frame.span?.lowerBound.description, frame.span?.upperBound.description)
    gaps = Dictionary(uniqueKeysWithValues: census.gaps.map { ($0.key.rawValue, $0.value) })
    (zeroPrices, negativePrices) = (census.zeroPrices, census.negativePrices)
    firstNonPositive = census.firstNonPositive
    columns = frame.storage.map { Column(name: $0.column, storage: $0.words, bytesPerRow: $0.rowBytes) }
    (bytesPerRow, float64BytesPerRow) = (frame.rowBytes, frame.float64RowBytes)
  }

  var text: String {
    var lines = [
      "\(file)", "  rows      \(rows)", "  symbols   \(symbols)", "  span      \(first ?? "none") to \(last ?? "none")",
      "  gaps      " + Field.allCases.map { "\($0.rawValue) \(gaps[$0.rawValue] ?? 0)" }.joined(separator: ", "),
      "  prices    \(zeroPrices) zero, \(negativePrices) negative"
        + (firstNonPositive.map { "; first at \($0)" } ?? ""),
      "  a row     \(bytesPerRow) bytes; as a Float64 table \(float64BytesPerRow)", "  sha256    \(sha256)",
    ]
    lines += columns.map { "  \($0.name.padding(toLength: 9, withPad: " ", startingAt: 0)) \($0.storage)" }
    return lines.joined(separator: "\n")
  }

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}
