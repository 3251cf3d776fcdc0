import TickmarkMemory

/// The fills of a run in the order of execution: by day, then by asset.
struct FillLog: ~Copyable {
  private(set) var count = 0
  private var fills = AlignedBuffer<Fill>(count: 256, repeating: .none)

  mutating func removeAll() { count = 0 }

  mutating func append(_ fill: Fill) {
    if count == fills.count { grow() }
    fills[count] = fill
    count += 1
  }

  private mutating func grow() {
    var larger = AlignedBuffer<Fill>(count: 2 * fills.count, repeating: .none)
    for index in 0..<count { larger[index] = fills[index] }
    fills = larger
  }

  subscript(index: Int) -> Fill { fills[index] }

  var span: Span<Fill> { @_lifetime(borrow self) get { fills.span.extracting(0..<count) } }
}
