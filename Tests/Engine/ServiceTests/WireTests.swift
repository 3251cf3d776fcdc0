import Foundation
import NIOCore
import Testing
import TickmarkIndicators
import TickmarkStreaming

@testable import TickmarkService

@Suite struct WireTests {
  private func rows(_ count: Int, columns: Int, from random: inout RandomBytes) -> [UpdateRow] {
    (0..<count).map { index in
      UpdateRow(
        update: MarketUpdate(
          symbol: Int32(random.below(4)), isComplete: random.below(2) == 1, time: Int64(random.below(1 << 40)),
          due: Int64(index) * 1_000,
          bar: IndicatorBar(close: random.number(), high: random.number(), low: .nan, volume: random.number())),
        sequence: UInt64(index + 1), values: (0..<columns).map { _ in random.number() }[...])
    }
  }

  private func payload(_ frame: ByteBuffer) throws -> ByteBuffer {
    var frame = frame
    let head = frame.readMultipleIntegers(as: (UInt8, UInt8).self)
    let length = try #require(head).1
    let bytes =
      switch length {
      case 126: frame.readInteger(as: UInt16.self).map(Int.init)
      case 127: frame.readInteger(as: UInt64.self).map(Int.init)
      default: Int(length)
      }
    #expect(bytes == frame.readableBytes)
    return frame
  }

  @Test(arguments: [(0, 3), (1, 0), (1, 6), (2, 1), (600, 6), (3_000, 3)])
  func `rows come back from bytes as they were, whatever their number`(count: Int, columns: Int) throws {
    var random = RandomBytes(seed: 11)
    let rows = rows(count, columns: columns, from: &random)
    let message = try payload(StreamFormat.binary.frame(.snapshot, rows, names: []))
    let read = try #require(BinaryRows.rows(message))
    #expect(read.kind == .snapshot && read.rows.count == count)
    for (a, b) in zip(read.rows, rows) {
      #expect(a.sequence == b.sequence && a.update.time == b.update.time && a.update.symbol == b.update.symbol)
      #expect(a.update.isComplete == b.update.isComplete && a.update.due == b.update.due)
      #expect(a.update.bar.close.bitPattern == b.update.bar.close.bitPattern)
      #expect(a.values.map(\.bitPattern) == b.values.map(\.bitPattern))
    }
  }

  @Test func `the moments of updates are read, and those of a snapshot are not`() throws {
    var random = RandomBytes(seed: 2)
    let rows = rows(5, columns: 2, from: &random)
    func dues(_ kind: FrameKind) throws -> [Int64] {
      var dues: [Int64] = []
      BinaryRows.forEachDue(try payload(StreamFormat.binary.frame(kind, rows, names: []))) { dues.append($0) }
      return dues
    }
    #expect(try dues(.updates) == rows.map(\.update.due))
    #expect(try dues(.snapshot).isEmpty)
  }

  @Test func `text is JSON with the same numbers, and a gap is null`() throws {
    var random = RandomBytes(seed: 3)
    let rows = rows(3, columns: 2, from: &random)
    let names = ["A", "quote\"back\\slash", "new\nline", "Ünïcode"]
    let message = try payload(StreamFormat.json.frame(.updates, rows, names: names))
    let read =
      try JSONDecoder().decode([String: [JSONRow]].self, from: Data(message.readableBytesView))["updates"] ?? []
    #expect(read.count == 3)
    for (one, row) in zip(read, rows) {
      #expect(one.symbol == names[Int(row.update.symbol)])
      #expect(one.close == row.update.bar.close && one.low == nil && one.values == Array(row.values))
    }
  }

  private struct JSONRow: Decodable {
    let symbol: String
    let close: Double
    let low: Double?
    let values: [Double]
  }

  @Test func `bytes that are no rows are refused, and never trap`() {
    var random = RandomBytes(seed: 20_261_122)
    for _ in 0..<(Int(environment: "TICKMARK_FUZZ_ROUNDS") ?? 20_000) {
      var bytes = random.bytes(atMost: 200)
      if random.below(2) == 0, bytes.count >= 8 { bytes.replaceSubrange(0..<4, with: [0x54, 0x4D, 1, 0]) }
      let message = ByteBuffer(bytes: bytes)
      if let (_, rows) = BinaryRows.rows(message) {
        #expect(
          bytes.count == 8 + rows.count * BinaryRows.rowBytes(columns: rows.first?.values.count ?? 0) || rows.isEmpty)
      }
      BinaryRows.forEachDue(message) { _ in }
    }
  }
}

/// Seeded noise: what a parser is thrown at.
struct RandomBytes {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
  mutating func number() -> Double { Double(Int64(bitPattern: next()) >> 20) / 4_096 }
  mutating func bytes(atMost most: Int) -> [UInt8] {
    (0..<below(most + 1)).map { _ in UInt8(truncatingIfNeeded: next()) }
  }

  /// A text with some of its bytes changed, dropped or doubled.
  mutating func damaged(_ text: String) -> [UInt8] {
    var bytes = Array(text.utf8)
    for _ in 0...below(4) where !bytes.isEmpty {
      let place = below(bytes.count)
      switch below(4) {
      case 0: bytes[place] = UInt8(truncatingIfNeeded: next())
      case 1: bytes.remove(at: place)
      case 2: bytes.insert(bytes[below(bytes.count)], at: place)
      default: bytes.append(contentsOf: bytes[place...].prefix(8))
      }
    }
    return bytes
  }
}
