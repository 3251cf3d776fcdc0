import Foundation
import Testing
import TickmarkFrames

/// The library as another language sees it: Python loads it, calls its C function and reads the columns with pyarrow.
@Suite struct PythonTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The interpreter that has pyarrow; nothing where it cannot be installed.
  private static let python: String? = {
    // A sanitizer's runtime has to be the first library of its process, which Python's is not.
    guard dlsym(nil, "__asan_init") == nil, dlsym(nil, "__tsan_init") == nil else { return nil }
    let outcome = try? run(root.appending(path: "scripts/python-environment").path, ["frames"])
    return outcome?.status == 0 ? outcome?.output.trimmingCharacters(in: .newlines) : nil
  }()

  private static let library = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    .appending(path: "libTickmarkArrow.so").path

  private static func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  @Test(
    .enabled(
      if: python != nil,
      "SKIPPED: no pyarrow, or a sanitizer is on; 'scripts/python-environment frames' says what is missing (network?)"))
  func `pyarrow reads every value, counts every gap and gives all memory back`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tickmark-arrow-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let market = try MarketGenerator(symbols: 7, days: 90, seed: 31).frame()
    try market.write(to: folder.appending(path: "market.tmf").path)
    try market.writeCSV(to: folder.appending(path: "market.csv").path)
    try Frame(bars: [
      Bar(symbol: "Ünï", moment: Moment(day: Day(number: -3), second: 5), close: 1e-300, volume: 0.25),
      Bar(symbol: "Z", moment: Moment(day: Day(number: 9)), close: .nan, volume: 3e9),
    ]).write(to: folder.appending(path: "mixed.tmf").path)
    let script = try #require(Bundle.module.resourceURL).appending(path: "Fixtures/read_back.py").path
    let outcome = try Self.run(try #require(Self.python), [script, Self.library, folder.path])
    #expect(outcome.output == "agreed on \(market.count) rows\n")
    #expect(outcome.status == 0)
  }
}
