import CTickmarkArrow
import Testing
import TickmarkFrames

@testable import TickmarkArrow

/// The two structs of one export, released with this object unless a test did.
final class Exported {
  let schema = UnsafeMutablePointer<ArrowSchema>.allocate(capacity: 1)
  let array = UnsafeMutablePointer<ArrowArray>.allocate(capacity: 1)

  init(_ frame: Frame) { ArrowExport.export(frame, schema: schema, array: array) }

  var names: [String] {
    (0..<Int(schema.pointee.n_children)).compactMap { index in
      schema.pointee.children[index].map { String(cString: $0.pointee.name) + ":" + String(cString: $0.pointee.format) }
    }
  }

  func child(_ index: Int) throws -> UnsafeMutablePointer<ArrowArray> { try #require(array.pointee.children[index]) }

  deinit {
    schema.pointee.release?(schema)
    array.pointee.release?(array)
    schema.deallocate()
    array.deallocate()
  }
}

@Suite struct ArrowExportTests {
  private static func moment(_ number: Int32, _ second: Int32 = 0) -> Moment {
    Moment(day: Day(number: number), second: second)
  }

  private func sample() throws -> Frame {
    try Frame(bars: [
      Bar(symbol: "Bé", moment: Self.moment(10), open: 1, close: 2, volume: 30),
      Bar(symbol: "Bé", moment: Self.moment(11), close: .nan),
      Bar(symbol: "A", moment: Self.moment(-1), open: 3, close: 4, volume: 50),
    ])
  }

  @Test func `columns have the types that the contract says, and intraday bars a time`() throws {
    #expect(
      Exported(try sample()).names == [
        "symbol:i", "date:tdD", "open:f", "high:f", "low:f", "close:f", "volume:i",
      ])
    let intraday = try Frame(
      bars: [Bar(symbol: "A", moment: Self.moment(1, 3_600), close: 1, volume: 3e9)], precision: .float64)
    #expect(
      Exported(intraday).names == [
        "symbol:i", "date:tdD", "time:tts", "open:g", "high:g", "low:g", "close:g", "volume:l",
      ])
    let scaled = try Frame(bars: [Bar(symbol: "A", moment: Self.moment(1), close: 1, volume: 0.5)])
    #expect(Exported(scaled).names.last == "volume:g")
  }

  @Test func `values are the frame's own memory`() throws {
    let frame = try sample()
    let exported = Exported(frame)
    guard case .float32(let closes) = frame.close else {
      Issue.record("closes are Float32")
      return
    }
    #expect(try exported.child(5).pointee.buffers[1] == closes.address)
    #expect(try exported.child(1).pointee.buffers[1] == frame.days.address)
    #expect(exported.array.pointee.length == 3)
  }

  @Test func `gaps are nulls, and a column without gaps has no bitmap`() throws {
    let exported = Exported(try sample())
    let closes = try exported.child(5)
    #expect(closes.pointee.null_count == 1)
    let bitmap = try #require(closes.pointee.buffers[0]).assumingMemoryBound(to: UInt8.self)
    // A, then Bé's two days, the second of which is a gap.
    #expect(bitmap[0] & 0b111 == 0b011)
    #expect(try exported.child(6).pointee.null_count == 1)
    #expect(try exported.child(3).pointee.null_count == 3)
    #expect(try exported.child(1).pointee.buffers[0] == nil)
  }

  @Test func `the dictionary holds the symbols`() throws {
    let exported = Exported(try sample())
    let dictionary = try #require(try exported.child(0).pointee.dictionary)
    #expect(dictionary.pointee.length == 2 && dictionary.pointee.n_buffers == 3)
    let offsets = try #require(dictionary.pointee.buffers[1]).assumingMemoryBound(to: Int64.self)
    #expect((0...2).map { offsets[$0] } == [0, 1, 4])
  }

  @Test func `a child that was moved out keeps its memory when the parent is released`() throws {
    var exported: Exported? = Exported(try MarketGenerator(symbols: 2, days: 300, seed: 5).frame())
    let child = try #require(exported).child(5)
    var moved = child.pointee
    child.pointee.release = nil
    let parent = try #require(exported).array
    parent.pointee.release?(parent)
    #expect(parent.pointee.release == nil)
    let values = try #require(moved.buffers[1]).assumingMemoryBound(to: Float.self)
    let sum = (0..<Int(moved.length)).reduce(into: 0.0) { $0 += values[$1].isNaN ? 0 : Double(values[$1]) }
    #expect(sum > 0)
    withUnsafeMutablePointer(to: &moved) { $0.pointee.release?($0) }
    #expect(moved.release == nil)
    // The schema, and an array that was released already.
    exported = nil
  }

  /// The address sanitizer sees what is freed twice; this sees what is never freed.
  @Test func `releasing both structs gives the frame's memory back`() throws {
    final class Canary: Sendable {}
    weak var canary: Canary?
    do {
      let owner = Canary()
      canary = owner
      var column = ArrowColumn(try sample())
      column.children[0].dictionary[0].buffers[0] = ArrowBuffer(address: try sample().days.address, owner: owner)
      var array = ArrayOwner.array(of: column)
      column.children = []
      withUnsafeMutablePointer(to: &array) { $0.pointee.release?($0) }
      #expect(array.release == nil && array.private_data == nil)
    }
    #expect(canary == nil)
  }

  @Test func `an empty frame is a batch of no rows`() throws {
    let exported = Exported(try Frame(bars: []))
    #expect(exported.array.pointee.length == 0 && exported.names.count == 7)
  }

  @Test func `a file that is not there leaves the structs alone and says why`() throws {
    var schema = ArrowSchema()
    var array = ArrowArray()
    var message = [CChar](repeating: 1, count: 24)
    let status = tickmark_arrow_export_file("/nonexistent.tmf", &schema, &array, &message, message.count)
    #expect(status != 0 && schema.release == nil && array.release == nil)
    #expect(message.last == 0)
    #expect(String(decoding: message.dropLast().map(UInt8.init), as: UTF8.self) == "cannot read '/nonexiste")
  }
}
