import TickmarkMeasurement

/// Keeps the processor busy for some nanoseconds of this thread's time.
func spin(nanoseconds: UInt64) {
  let end = Clock.threadCPU() + nanoseconds
  while Clock.threadCPU() < end {}
}

/// Something on the heap.
final class Box {
  var value: Int
  init(_ value: Int) { self.value = value }
}

/// A counter that closures share.
final class Counter {
  var count = 0
}
