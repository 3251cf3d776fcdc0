import Foundation
import Testing

@testable import TickmarkFrames

@Suite struct AtomicFileTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  @Test func `a failure leaves the old file and nothing beside it`() throws {
    let path = try scratch.file("a.csv", "old")
    let error = thrown { () throws(FrameError) in
      try AtomicFile.write(to: path) { (file) throws(FrameError) in
        try file.append("new")
        throw .empty(path: "x")
      }
    }
    #expect(error == .empty(path: "x"))
    #expect(try scratch.text("a.csv") == "old")
    #expect(scratch.names == ["a.csv"])
  }

  @Test func `a full disk says so and leaves the device in place`() throws {
    let error = thrown { () throws(FrameError) in
      try MarketGenerator(symbols: 1, days: 3, seed: 1).frame().writeCSV(to: "/dev/full")
    }
    #expect(error == .cannotWrite(path: "/dev/full", code: ENOSPC))
    let type = try FileManager.default.attributesOfItem(atPath: "/dev/full")[.type] as? FileAttributeType
    #expect(type == .typeCharacterSpecial)
  }

  @Test(arguments: ["/proc/nothing.tmf", "/nowhere/a.tmf", "/tmp"])
  func `a place that takes no files says so`(path: String) throws {
    let frame = try MarketGenerator(symbols: 1, days: 3, seed: 1).frame()
    let error = thrown { () throws(FrameError) in try frame.write(to: path) }
    #expect(error?.kind == .unwritable)
    #expect(error?.description.contains(path) == true)
  }

  @Test func `a link stays a link`() throws {
    let path = try scratch.file("real.csv", "old")
    try FileManager.default.createSymbolicLink(atPath: scratch.path("link.csv"), withDestinationPath: path)
    try AtomicFile.write(to: scratch.path("link.csv")) { (file) throws(FrameError) in try file.append("new") }
    #expect(try scratch.text("real.csv") == "new")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: scratch.path("link.csv")) == path)
  }

  @Test func `a file's SHA-256 is the standard's`() throws {
    // FIPS 180-2, appendix B.1, and the hash of nothing.
    #expect(
      try ContentHash.sha256(of: scratch.file("abc", "abc"))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    #expect(try ContentHash.sha256(of: scratch.file("none", "")) == empty)
    #expect(throws: FrameError.wrongHash(path: scratch.path("none"), expected: "00", found: empty)) {
      try ContentHash.verify(scratch.path("none"), sha256: "00")
    }
  }

  @Test func `a hash in pieces is the hash of the whole`() {
    let bytes = (0..<1_000).map { UInt8(truncatingIfNeeded: $0 * 7) }
    var hash = RunningHash()
    hash.append(bytes.span.extracting(0..<333).bytes)
    hash.append(bytes.span.extracting(333..<333).bytes)
    hash.append(bytes.span.extracting(333..<1_000).bytes)
    #expect(hash.value == ContentHash.xxh3(bytes.span.bytes))
  }
}
