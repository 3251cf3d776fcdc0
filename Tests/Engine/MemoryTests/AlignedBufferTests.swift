import Testing

@testable import TickmarkMemory

@Suite struct AlignedBufferTests {
  @Test(arguments: [0, 1, 15, 16, 17, 1_000]) func `every size starts on a cache line`(count: Int) {
    let pointer = AlignedBuffer<Float>(count: count, repeating: 1).release()
    defer { UnsafeMutableRawPointer(pointer).deallocate() }
    #expect(Int(bitPattern: pointer) % 64 == 0)
  }

  @Test func `a column keeps what the buffer held, and its slices share it`() {
    var buffer = AlignedBuffer<Int32>(count: 5, repeating: 0)
    for index in 0..<5 { buffer[index] = Int32(index * index) }
    let column = Column(buffer)
    #expect(column.slice(1..<4).slice(1..<3)[1] == 9)
    #expect(column.count == 5)
  }

  @Test func `an index past the end stops the process`() async {
    await #expect(processExitsWith: .failure) {
      let buffer = AlignedBuffer<Float>(count: 3, repeating: 0)
      _ = buffer[3]
    }
  }
}
