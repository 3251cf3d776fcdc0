#if TICKMARK_SYSTEM_ALLOCATOR
  /// The system's allocator answers no question: every reading is absent, and nothing can be set.
  enum MallocControl {
    static let version: String? = nil
    static func read(_ name: StaticString) -> Int? { nil }
    static func read(_ name: String) -> Int? { nil }
    static func isTrue(_ name: String) -> Bool { false }
    static func set(_ name: StaticString, _ value: Bool) -> Bool { false }
    static func set(_ name: StaticString, _ path: String) -> Bool { false }
    static func set(_ name: StaticString, _ number: Int) -> Bool { false }
    @discardableResult static func act(_ name: StaticString) -> Bool { false }
    static func takeSnapshot() {}
  }
#else
  import CTickmarkJemalloc

  /// jemalloc's `mallctl`: values by name. The one file that knows its C interface.
  ///
  /// Names of counters are static: a String handed to C may be copied to the heap, and would be counted.
  enum MallocControl {
    /// Such as `5.3.0-0-g54eaed1d8b56b1aa528be3bdd1877e59c56fa90c`.
    static var version: String? {
      var version: UnsafePointer<CChar>?
      var size = MemoryLayout<UnsafePointer<CChar>?>.size
      guard mallctl("version", &version, &size, nil, 0) == 0, let version = unsafe version else { return nil }
      return String(cString: version)
    }

    /// A number; nil where there is none of this name.
    static func read(_ name: StaticString) -> Int? {
      name.withUTF8Buffer { unsafe read(text($0)) }
    }

    static func read(_ name: String) -> Int? {
      name.withCString { unsafe read($0) }
    }

    static func isTrue(_ name: String) -> Bool {
      var value = false
      var size = MemoryLayout<Bool>.size
      return unsafe mallctl(name, &value, &size, nil, 0) == 0 && value
    }

    /// Returns whether it was set.
    static func set(_ name: StaticString, _ value: Bool) -> Bool {
      var value = value
      return name.withUTF8Buffer { unsafe mallctl(text($0), nil, nil, &value, MemoryLayout<Bool>.size) } == 0
    }

    static func set(_ name: StaticString, _ path: String) -> Bool {
      path.withCString { path in
        var path: UnsafePointer<CChar>? = unsafe path
        return name.withUTF8Buffer {
          unsafe mallctl(text($0), nil, nil, &path, MemoryLayout<UnsafePointer<CChar>?>.size)
        } == 0
      }
    }

    static func set(_ name: StaticString, _ number: Int) -> Bool {
      var number = number
      return name.withUTF8Buffer { unsafe mallctl(text($0), nil, nil, &number, MemoryLayout<Int>.size) } == 0
    }

    @discardableResult static func act(_ name: StaticString) -> Bool {
      name.withUTF8Buffer { unsafe mallctl(text($0), nil, nil, nil, 0) } == 0
    }

    /// Statistics are a snapshot; writing the epoch takes a new one.
    static func takeSnapshot() {
      var epoch: UInt64 = 1
      let name: StaticString = "epoch"
      _ = name.withUTF8Buffer { unsafe mallctl(text($0), nil, nil, &epoch, MemoryLayout<UInt64>.size) }
    }

    /// Numbers of jemalloc are 32 or 64 bits wide; the wrong width is refused, and tells the right one.
    private static func read(_ name: UnsafePointer<CChar>?) -> Int? {
      var wide: UInt64 = 0
      var size = MemoryLayout<UInt64>.size
      if unsafe mallctl(name, &wide, &size, nil, 0) == 0 { return Int(exactly: wide) }
      var narrow: UInt32 = 0
      size = MemoryLayout<UInt32>.size
      return unsafe mallctl(name, &narrow, &size, nil, 0) == 0 ? Int(narrow) : nil
    }

    /// Sound: a static string ends in a zero byte and lives as long as the program.
    private static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafePointer<CChar>? {
      unsafe UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
    }
  }
#endif
