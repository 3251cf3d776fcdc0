import TickmarkMeasurement

extension Yardstick.Kind {
  /// What vector code leans on: the arithmetic while its data fit in the caches, the memory once they do not.
  ///
  /// - Parameter bytes: what one call reads and writes.
  static func vectorCode(touching bytes: Int) -> [Yardstick.Kind] {
    bytes > 16 * 1_024 * 1_024 ? [.memory, .vector] : [.vector, .memory]
  }
}
