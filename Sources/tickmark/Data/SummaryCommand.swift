import ArgumentParser
import Foundation
import TickmarkCommands
import TickmarkFrames
import TickmarkIndicators
import TickmarkMemory

extension DataCommand {
  struct Summary: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "summary", abstract: "Summarise each column of a panel file, in the memory of a few tiles.",
      discussion: """
        The file may be larger than memory: it is read tile by tile, each tile's checksum is verified, and its pages are \
        given back before the next. The table goes to standard output, the peak of resident memory to standard error.
        """)

    @Argument(help: "A panel file.", completion: .file(extensions: ["tmpanel"])) var file: String
    @Option(
      help: "Also the columns of an indicator set, \(IndicatorSet.allCases.map(\.rawValue)), of close and volume.")
    var indicators: IndicatorSet?

    func run() throws {
      let panel = try PanelFile(path: file)
      var columns = panel.columns.map { (name: $0, summary: ColumnSummary()) }
      var pack = try indicators.map { try TilePack($0, panel) }
      try panel.forEachTile { tile in
        for column in columns.indices { columns[column].summary.add(tile[column], assets: tile.assets) }
        pack?.add(tile)
      }
      columns += pack?.columns ?? []
      var text = "column,values,gaps,minimum,maximum,mean,deviation\n"
      for (name, summary) in columns {
        let numbers = [summary.minimum, summary.maximum, summary.mean, summary.deviation]
        text += "\(name),\(summary.count),\(summary.gaps),"
        text += numbers.map { $0.isNaN ? "" : "\($0)" }.joined(separator: ",") + "\n"
      }
      try StandardOutput.write(text)
      let peak = Self.peakResidentBytes().map { "; at most \($0 >> 20) MiB were resident" } ?? ""
      DataCommand.say("read \(panel.bytes >> 20) MiB in \(panel.tiles) tiles\(peak)")
    }

    private static func peakResidentBytes() -> Int? {
      let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
      let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
      return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }.map { $0 * 1_024 }
    }
  }
}

/// An indicator set of one tile after the other, summarised as it goes.
private struct TilePack {
  private(set) var columns: [(name: String, summary: ColumnSummary)]
  private let set: IndicatorSet
  private let close: Int
  private let volume: Int
  private let scratch = IndicatorSet.makeScratch()

  init(_ set: IndicatorSet, _ panel: PanelFile) throws(FrameError) {
    (self.set, close, volume) = (set, try panel.column("close"), try panel.column("volume"))
    columns = set.columns.map { ($0, ColumnSummary()) }
  }

  mutating func add(_ tile: PanelTile) {
    guard let variant = IndicatorSet.variants.named("simd") else { return }
    let closes = tile.panel(close)
    var output = set.makeOutput(for: closes)
    set.fill(&output, closes: closes, volumes: tile.panel(volume), scratch: scratch, with: variant)
    let rows = Column(output)
    for column in columns.indices {
      columns[column].summary.add(rows.slice(column * tile.days..<(column + 1) * tile.days), assets: tile.assets)
    }
  }
}
