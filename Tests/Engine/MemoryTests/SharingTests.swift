import Foundation
import Testing

@testable import TickmarkMemory

@Suite struct SharingTests {
  @Test(arguments: [[], [0..<0], [2..<4, 9..<10, 9..<10], [0..<10]] as [[Range<Int>]])
  func `ranges of a column are copied in their order`(ranges: [Range<Int>]) {
    let column = Column((0..<10).map { Int32($0 * 7) }, placeholder: 0)
    let copy = Column(copying: ranges, of: column.slice(0..<10))
    #expect((0..<copy.count).map { copy[$0] } == ranges.flatMap { $0.map { Int32($0 * 7) } })
    #expect(copy.address != column.address && Int(bitPattern: copy.address) % 64 == 0)
  }

  @Test func `a range outside its column stops the process`() async {
    await #expect(processExitsWith: .failure) {
      _ = Column(copying: [1..<4], of: Column([1, 2, 3] as [Int32], placeholder: 0))
    }
  }

  @Test func `a slice keeps the memory of its column`() {
    var column: Column<Int32>? = Column((0..<100_000).map(Int32.init), placeholder: 0)
    let slice = column?.slice(90_000..<90_010)
    column = nil
    #expect(slice?[9] == 90_009 && slice?.isMapped == false)
  }

  @Test func `a column's memory is a buffer again once nobody else reads it`() throws {
    var column: Column<Int32>? = Column((0..<100).map(Int32.init), placeholder: 0)
    let address = column?.address
    let whole = try #require(column).slice(0..<100)
    var copy: Column<Int32>? = column
    #expect(!isTaken(&copy) && copy == nil && whole[99] == 99, "two others read it")
    _ = consume whole
    guard var buffer = Column.takeBuffer(of: &column) else {
      Issue.record("nobody else reads it")
      return
    }
    buffer[0] = 7
    let again = Column(buffer)
    #expect(again.address == address && again[0] == 7 && again[99] == 99 && column == nil)
    // Nobody else reads the memory of this one.
    var part: Column<Int32>? = Column((0..<100).map(Int32.init), placeholder: 0).slice(1..<3)
    #expect(!isTaken(&part) && part == nil, "a part that begins later is not the whole")
  }

  private func isTaken(_ column: inout Column<Int32>?) -> Bool {
    if Column.takeBuffer(of: &column) == nil { false } else { true }
  }

  @Test func `pages given back are read again`() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "tickmark-pages-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: url) }
    let bytes = (0..<50_001).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try Data(bytes).write(to: url)
    let file = try MappedFile(path: url.path)
    #expect(Column<UInt8>(file, byteOffset: 0, count: file.count).isMapped)
    for range in [0..<50_001, 1..<2, 4_095..<8_193, 50_000..<50_001, 7..<7] {
      file.prefetch(range)
      file.discard(range)
      #expect((0..<file.count).allSatisfy { file.bytes[$0] == bytes[$0] })
    }
  }
}
