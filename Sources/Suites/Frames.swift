import TickmarkAgreement
import TickmarkFrames
public import TickmarkMeasurement
import TickmarkMemory

extension Suite {
  /// Nothing starts before the prices are in memory.
  public static let frames = Suite(
    "frames",
    question: "What does it cost to read prices, as text and as our binary file?",
    sizes: .smoke(30, 3), .full(252, 400), .large(252, 4_000)
  ) { size in
    let files = try PriceFiles(size)
    Operation("load", elements: files.rows, unit: "bars", yardsticks: [.arithmetic, .memory]) {
      Variant("csv", output: files.digest) { files.loadLong() }
      Variant("mapped", output: files.digest) { files.loadMapped() }
    }
    Operation("parse-long", elements: files.longBytes, unit: "bytes", yardsticks: [.arithmetic, .memory]) {
      Variant("csv", output: files.digest) { files.loadLong() }
    }
    Operation("parse-wide", elements: files.wideBytes, unit: "bytes", yardsticks: [.arithmetic, .memory]) {
      Variant("csv", output: files.wideDigest) { files.loadWide() }
    }
  }

  /// What an analysis does to a market before it begins.
  public static let cuts = Suite(
    "cuts", question: "What does it cost to cut and coarsen prices, and what does sharing their memory save?",
    sizes: .smoke(30, 3), .full(252, 400), .large(252, 4_000)
  ) { size in
    let cuts = try FrameCuts(size)
    Operation("slice-days", elements: cuts.frame.count, unit: "bars", yardsticks: [.arithmetic, .memory]) {
      Variant("copied", output: cuts.digest) { cuts.copyDays() }
      Variant("shared", output: cuts.digest) { cuts.shareDays() }
    }
    Operation("filter", elements: cuts.frame.count, unit: "bars", yardsticks: [.arithmetic, .memory]) {
      Variant("copied", output: cuts.digest) { cuts.copyFiltered() }
      Variant("shared", output: cuts.digest) { cuts.shareFiltered() }
    }
    for (name, period) in [("resample-week", Period.week), ("resample-month", .month)] {
      Operation(name, elements: cuts.frame.count, unit: "bars", yardsticks: [.arithmetic, .memory]) {
        Variant("scalar", output: cuts.digest) { cuts.resample(to: period) }
      }
    }
  }
}

/// A generated market as a long, a wide and a binary file.
final class PriceFiles {
  let rows: Int
  let longBytes: Int
  let wideBytes: Int
  private let folder: ScratchFolder
  private var frame: Frame?
  private var table: WideTable<Float>?

  init(_ size: Size) throws {
    folder = try ScratchFolder()
    let market = try MarketGenerator(symbols: size.columns, days: size.rows, seed: 42).frame()
    rows = market.count
    try market.writeCSV(to: folder.file("long.csv"))
    try market.write(to: folder.file("bars.tmf"))
    let wide = WideTable(
      dates: ReferenceMarket.businessDays(size.rows), names: (0..<size.columns).map { "S\($0)" },
      panel: ReferenceMarket.prices(days: size.rows, assets: size.columns, seed: 42) as Panel<Float>)
    try wide.writeCSV(to: folder.file("wide.csv"))
    longBytes = try Self.bytes(folder.file("long.csv"))
    wideBytes = try Self.bytes(folder.file("wide.csv"))
  }

  func loadLong() { frame = try? Frame(csv: folder.file("long.csv")) }
  func loadMapped() { frame = try? Frame(file: folder.file("bars.tmf")) }
  func loadWide() { table = try? WideTable(csv: folder.file("wide.csv")) }

  /// Every number of the frame, so that both ways of loading are compared to the last bit; empty where loading failed.
  func digest() -> [Double] {
    guard let frame else { return [] }
    return (0..<frame.count).flatMap { row in
      [Double(frame.codes[row]), Double(frame.days[row])] + Field.allCases.map { frame.value($0, row: row) }
    }
  }

  func wideDigest() -> [Double] {
    guard let table else { return [] }
    return (0..<table.panel.assets).flatMap { asset in
      (0..<table.panel.days).map { Double(table.panel[$0, asset]) }
    }
  }

  private static func bytes(_ path: String) throws -> Int { try MappedFile(path: path).count }
}
