import NIOCore

/// One WebSocket connection as the hub sees it.
///
/// A connection that does not read is stalled: of each symbol it only notes that there was something, and is told where the symbol
/// stands once it reads again. So it holds no more than its symbols and what the system's buffers hold, and nobody waits for it.
final class Subscriber {
  let format: StreamFormat
  private(set) var symbols: Set<Int32> = []
  /// Symbols of which it missed something.
  private(set) var missed: Set<Int32> = []
  private let outlet: any Outlet
  private var isQueued = false

  init(format: StreamFormat, outlet: any Outlet) {
    self.format = format
    self.outlet = outlet
  }

  var isStalled: Bool { !outlet.isWritable }

  func add(_ symbol: Int32) -> Bool { symbols.insert(symbol).inserted }
  func remove(_ symbol: Int32) -> Bool {
    missed.remove(symbol)
    return symbols.remove(symbol) != nil
  }

  /// Puts a frame into the connection's buffer; true for the first since the last `flush`.
  func queue(_ frame: ByteBuffer, of symbol: Int32) -> Bool {
    guard outlet.isWritable else {
      missed.insert(symbol)
      return false
    }
    outlet.write(frame)
    defer { isQueued = true }
    return !isQueued
  }

  func flush() {
    isQueued = false
    outlet.flush()
  }

  /// Sends at once, whatever is buffered.
  func send(_ frames: [ByteBuffer]) {
    for frame in frames { outlet.write(frame) }
    outlet.flush()
  }

  /// The symbols to be told of when it reads again; they are missed no more.
  func takeMissed() -> Set<Int32> {
    defer { missed = [] }
    return missed
  }
}

/// Where a subscriber's frames go.
protocol Outlet: AnyObject {
  /// False while more is buffered than should be.
  var isWritable: Bool { get }
  func write(_ frame: ByteBuffer)
  func flush()
}
