/// How far apart things lie that different threads write.
@usableFromInline enum CacheLines {
  /// Two lines of 64 bytes, since the processor fetches lines in pairs.
  @usableFromInline static var pair: Int {
    @inlinable @inline(__always) get { 128 }
  }
}
