import NIOCore

/// Nanoseconds of the machine's steady clock: the one that the moments in a stream's messages are of.
enum SteadyTime {
  static var now: Int64 { Int64(NIODeadline.now().uptimeNanoseconds) }
}
