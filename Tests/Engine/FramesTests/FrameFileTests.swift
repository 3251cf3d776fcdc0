import Foundation
import Testing

@testable import TickmarkFrames

@Suite struct FrameFileTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  private func sample() throws -> [UInt8] {
    try MarketGenerator(symbols: 2, days: 5, seed: 4).frame().write(to: scratch.path("a.tmf"))
    return try scratch.bytes("a.tmf")
  }

  private func error(_ bytes: [UInt8]) throws -> FrameError? {
    let path = try scratch.file("bad.tmf", bytes)
    return thrown { () throws(FrameError) in _ = try Frame(file: path) }
  }

  /// The bytes with both checksums made to fit, as a hostile writer would.
  private func sealed(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    var hash: [UInt8] = []
    FrameFileLayout.append(ContentHash.xxh3(bytes.span.extracting(64..<bytes.count).bytes), to: &hash)
    bytes.replaceSubrange(40..<48, with: hash)
    hash = []
    FrameFileLayout.append(ContentHash.xxh3(bytes.span.extracting(0..<56).bytes), to: &hash)
    bytes.replaceSubrange(56..<64, with: hash)
    return bytes
  }

  @Test func `a column begins at a multiple of 64 bytes`() throws {
    let bytes = try sample()
    for entry in 0..<9 {
      let offset: UInt64 = FrameFileLayout.read(bytes.span, at: 64 + entry * 32 + 16)
      #expect(offset % 64 == 0)
    }
  }

  @Test func `any flipped byte is noticed`() throws {
    let bytes = try sample()
    for index in bytes.indices {
      var damaged = bytes
      damaged[index] ^= 0x10
      #expect(try error(damaged) != nil, "byte \(index)")
    }
  }

  @Test func `any cut is noticed`() throws {
    let bytes = try sample()
    for count in 0..<bytes.count { #expect(try error(Array(bytes[..<count])) != nil, "\(count) bytes") }
  }

  @Test func `a damaged file says that it is and how to import it again`() throws {
    var bytes = try sample()
    bytes[bytes.count - 1] ^= 1
    let error = try #require(try error(bytes))
    #expect(error == .damaged(path: scratch.path("bad.tmf"), part: "its content has another checksum"))
    #expect(error.description.contains("tickmark data import"))
  }

  @Test func `a newer version says so`() throws {
    var bytes = try sample()
    bytes[8] = 2
    #expect(try error(sealed(bytes)) == .newer(path: scratch.path("bad.tmf"), version: 2))
  }

  @Test func `another kind of file is no frame`() throws {
    #expect(try error(Array("symbol,date\n".utf8)) == .notAFrame(path: scratch.path("bad.tmf")))
    #expect(try error([]) == .empty(path: scratch.path("bad.tmf")))
  }

  /// Every number of the header and the table, and every code, day and name end, with right checksums.
  @Test func `a hostile file with right checksums never traps`() throws {
    let bytes = try sample()
    for index in Array(8..<40) + Array(64..<bytes.count) {
      for value in [UInt8(0), 0x01, 0x7F, 0x80, 0xFF] {
        var hostile = bytes
        hostile[index] = value
        let path = try scratch.file("bad.tmf", sealed(hostile))
        _ = thrown { () throws(FrameError) in
          let frame = try Frame(file: path)
          _ = frame.census()
          let panel: Panel<Float> = frame.panel(.close, alignment: .calendar)
          #expect(panel.assets == frame.symbols.count)
        }
      }
    }
  }
}
