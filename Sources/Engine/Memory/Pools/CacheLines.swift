/// How far apart things lie that different threads write.
@usableFromInline enum CacheLines {
  static var one: Int { 64 }
  /// Two lines of 64 bytes, since the processor fetches lines in pairs.
  @usableFromInline static var pair: Int {
    @inlinable @inline(__always) get { 128 }
  }

  /// So many bytes, rounded up.
  @inlinable @inline(__always) static func pairs(_ bytes: Int) -> Int { (bytes + pair - 1) / pair * pair }
}
