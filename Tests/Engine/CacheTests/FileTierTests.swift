import Foundation
import Testing
import TickmarkFrames
import TickmarkMemory

@testable import TickmarkCache

/// A folder for one test.
final class CacheFolder: Sendable {
  let path = FileManager.default.temporaryDirectory.appending(path: "tickmark-cache-\(UUID().uuidString)").path
  deinit { try? FileManager.default.removeItem(atPath: path) }

  var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path))?.sorted() ?? [] }
  func data(_ name: String) -> Data { FileManager.default.contents(atPath: "\(path)/\(name)") ?? Data() }
  func write(_ data: Data, _ name: String) {
    _ = FileManager.default.createFile(atPath: "\(path)/\(name)", contents: data)
  }
}

@Suite struct FileTierTests {
  private let clock = FakeClock()
  private let folder = CacheFolder()

  private func cache(limit: Int = 10_000_000, _ change: (inout CacheSettings) -> Void = { _ in }) throws -> TieredCache
  {
    var settings = CacheSettings()
    settings.folder = folder.path
    settings.history.limitBytes = limit
    change(&settings)
    return try TieredCache(settings, clock: clock)
  }

  private func bytes(_ cache: TieredCache, _ number: Int) -> [UInt8]? {
    cache.cached(key(number), in: .history, as: CachedBytes.self).map { value in
      (0..<value.bytes.count).map { value.bytes[$0] }
    }
  }

  private func written(_ bytes: [UInt8] = Array(0..<200)) throws -> (name: String, data: Data) {
    do {
      let cache = try cache()
      #expect(cache.put(CachedBytes(bytes), for: key(1), in: .history))
    }
    let name = "\(key(1)).entry"
    #expect(folder.names == [name])
    return (name, folder.data(name))
  }

  @Test(arguments: [0, 1, 63, 64, 4_000, 100_000]) func `what was written is there after a restart`(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    _ = try written(bytes)
    let cache = try cache()
    #expect(cache.statistics.history?.entries == 1)
    #expect(self.bytes(cache, 1) == bytes)
    #expect(cache.statistics.history?.hits == 1 && cache.statistics.history?.promotions == 1)
    // From memory from now on.
    #expect(self.bytes(cache, 1) == bytes && cache.statistics.hot.hits == 1)
  }

  @Test(arguments: [(0, 0), (1, 1), (3, 17), (252, 40), (0, 5), (5, 0)]) func `a panel comes back with the same bits`(
    days: Int, assets: Int
  ) throws {
    let panel = Panel<Float>(days: days, assets: assets) { day, asset in
      day == asset ? .nan : Float(day * 1_000 + asset)
    }
    do {
      let cache = try cache()
      #expect(cache.put(CachedPanel(panel), for: key(1), in: .history))
    }
    let found = try #require(try cache().cached(key(1), in: .history, as: CachedPanel.self)).panel
    #expect(found.days == days && found.assets == assets && found.rows.count == panel.rows.count)
    #expect(found.rows.isMapped)
    for day in 0..<days {
      for asset in 0..<assets { #expect(found[day, asset].bitPattern == panel[day, asset].bitPattern) }
    }
  }

  @Test func `a file with any byte changed is a miss, counted and gone`() throws {
    let (name, data) = try written(Array(0..<20))
    #expect(data.count == 148)
    for index in data.indices {
      for bit in [UInt8(1), 128] {
        var damaged = data
        damaged[index] ^= bit
        folder.write(damaged, name)
        let cache = try cache()
        #expect(bytes(cache, 1) == nil, "byte \(index)")
        let history = try #require(cache.statistics.history)
        #expect(history.evictions[.damaged] == 1 && history.hits == 0 && history.misses == 1, "byte \(index)")
        #expect(history.entries == 0 && folder.names.isEmpty)
      }
    }
    folder.write(data, name)
    #expect(bytes(try cache(), 1) == Array(0..<20))
  }

  @Test func `a file that was cut, or grew, or is foreign is a miss`() throws {
    let (name, data) = try written(Array(0..<20))
    var files = (0..<data.count).map { data.prefix($0) }
    files += [data + [0], data + data, Data(repeating: 0, count: 500), Data("hello\n".utf8)]
    for file in files {
      folder.write(file, name)
      let cache = try cache()
      #expect(bytes(cache, 1) == nil, "\(file.count) bytes")
      #expect(cache.statistics.history?.evictions[.damaged] == 1)
    }
  }

  @Test func `a file of another version is a miss`() throws {
    let (name, data) = try written()
    let file = try MappedFile(path: "\(folder.path)/\(name)")
    let head = try #require(EntryFileLayout.head(of: file))
    #expect(Array(data.prefix(128)) == EntryFileLayout.bytes(of: head))
    var changed = EntryFileLayout.bytes(of: head)
    changed[8] = 2
    // With a hash that is right for it.
    let hash = ContentHash.xxh3(changed[0..<120].span.bytes)
    changed.replaceSubrange(120..<128, with: (0..<8).map { UInt8(truncatingIfNeeded: hash >> ($0 * 8)) })
    folder.write(Data(changed) + data.dropFirst(128), name)
    #expect(bytes(try cache(), 1) == nil)
  }

  @Test func `another key's file under this key's name is a miss`() throws {
    let (name, data) = try written()
    folder.write(data, "\(key(2)).entry")
    let cache = try cache()
    #expect(bytes(cache, 2) == nil && bytes(cache, 1) != nil && folder.names == [name])
  }

  @Test func `a value of another type under the key is a miss and not damage`() throws {
    _ = try written()
    let cache = try cache()
    #expect(cache.cached(key(1), in: .history, as: CachedPanel.self) == nil)
    #expect(cache.statistics.history?.misses == 1 && cache.statistics.history?.evictions.total == 0)
    #expect(bytes(cache, 1) != nil)
  }

  @Test func `a panel whose counts and rows do not fit is a miss`() throws {
    for counts in [(1, 0), (1, 17), (2, 16), (.max, .max), (1 << 62, 16), (0, 1 << 40)] as [(Int, Int)] {
      var payload: [UInt8] = []
      for count in [counts.0, counts.1] { EntryFileLayout.append(UInt64(count), to: &payload) }
      payload += [UInt8](repeating: 0, count: 112)
      let path = "\(folder.path).payload"
      _ = FileManager.default.createFile(atPath: path, contents: Data(payload))
      defer { try? FileManager.default.removeItem(atPath: path) }
      let file = try MappedFile(path: path)
      let isOne = counts == (1, 16)
      #expect((CachedPanel.stored(in: file, payload: 0..<128) != nil) == isOne, "\(counts)")
      #expect(CachedPanel.stored(in: file, payload: 0..<63) == nil)
    }
  }

  @Test func `a file that went while the cache was open is a miss`() throws {
    let cache = try cache()
    cache.put(CachedBytes([1]), for: key(1), in: .history)
    try FileManager.default.removeItem(atPath: "\(folder.path)/\(key(1)).entry")
    #expect(bytes(cache, 1) == nil && cache.statistics.history?.entries == 0)
    #expect(cache.put(CachedBytes([2]), for: key(1), in: .history) && bytes(cache, 1) == [2])
  }

  @Test func `age goes on while no process runs`() throws {
    _ = try written()
    clock.advance(7_200 * 1_000_000_000 - 1)
    #expect(bytes(try cache(), 1) != nil)
    clock.advance(1)
    let cache = try cache()
    #expect(bytes(cache, 1) == nil)
  }

  @Test func `a promoted value lives no longer than its file`() throws {
    let cache = try cache()
    cache.put(CachedBytes([1]), for: key(1), in: .history)
    clock.advance(seconds: 7_000)
    #expect(bytes(cache, 1) == [1])
    clock.advance(seconds: 200)
    #expect(bytes(cache, 1) == nil && cache.statistics.history?.evictions[.expired] == 1 && folder.names.isEmpty)
  }

  @Test func `a calendar that was set back makes nothing younger`() throws {
    _ = try written()
    clock.setCalendar(by: -1)
    #expect(bytes(try cache(), 1) == nil)
  }

  @Test(arguments: CachePolicy.allCases)
  func `the folder is never over its limit, nor after a restart with a lower one`(
    policy: CachePolicy
  ) throws {
    func diskBytes() throws -> Int {
      try folder.names.reduce(0) { sum, name in
        let size = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/\(name)")[.size] as? Int
        return sum + EntryFolder.diskBytes(try #require(size))
      }
    }
    do {
      let cache = try cache(limit: 100_000) { $0.history.policy = policy }
      for number in 0..<100 {
        cache.put(CachedBytes([UInt8](repeating: 1, count: number * 137)), for: key(number), in: .history)
        #expect(try diskBytes() <= 100_000)
      }
      let history = try #require(cache.statistics.history)
      #expect(history.evictions[.capacity] > 50 && history.entries == folder.names.count)
      #expect(try history.bytes == diskBytes() && history.bytes > 50_000)
      #expect(!cache.put(CachedBytes([UInt8](repeating: 1, count: 100_001)), for: key(1_000), in: .history))
      #expect(cache.statistics.history?.refused == 1 && cache.statistics.history?.entries == history.entries)
    }
    let cache = try cache(limit: 30_000) { $0.history.policy = policy }
    #expect(try diskBytes() <= 30_000 && (cache.statistics.history?.entries ?? 0) > 0)
  }

  @Test func `a new value takes its old one's place`() throws {
    let cache = try cache()
    for number: UInt8 in 0..<3 {
      #expect(cache.put(CachedBytes([number]), for: key(1), in: .history))
      #expect(bytes(cache, 1) == [number])
    }
    #expect(cache.statistics.history?.entries == 1 && cache.statistics.history?.evictions[.replaced] == 2)
    cache.remove(key(1))
    #expect(folder.names.isEmpty && bytes(cache, 1) == nil)
    cache.put(CachedBytes([1]), for: key(1), in: .history)
    cache.removeAll()
    #expect(folder.names.isEmpty)
  }

  @Test func `what others keep in the folder stays, what an interrupted write left goes`() throws {
    _ = try cache()
    let partial = "\(key(1)).entry.123.partial"
    for name in ["notes.txt", "\(key(2)).entr", "\(key(3)).entry.bak", "UPPER.entry", partial] {
      folder.write(Data("x".utf8), name)
    }
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/\(key(4)).entry", withIntermediateDirectories: false)
    let cache = try cache()
    cache.removeAll()
    #expect(folder.names.count == 5 && !folder.names.contains(partial))
    #expect(cache.statistics.history?.entries == 0 && bytes(cache, 4) == nil)
    // In the way of an entry: that one cannot be kept, and all else goes on.
    #expect(!cache.put(CachedBytes([1]), for: key(4), in: .history))
    #expect(cache.statistics.history?.failedWrites == 1)
    #expect(cache.put(CachedBytes([1]), for: key(5), in: .history))
  }

  @Test func `a folder that cannot be written costs the history and nothing else`() throws {
    let cache = try cache()
    try FileManager.default.removeItem(atPath: folder.path)
    for number in 0..<2 {
      let value = try cache.value(for: key(1), in: .history) { CachedBytes([UInt8(number)]) }
      #expect(value.bytes[0] == UInt8(number))
    }
    let history = try #require(cache.statistics.history)
    #expect(history.failedWrites == 2 && history.misses == 2 && history.entries == 0 && history.bytes == 0)
  }

  @Test func `a folder that cannot be made is said`() throws {
    _ = FileManager.default.createFile(atPath: folder.path, contents: Data())
    #expect(throws: CacheError.self) { _ = try cache() }
    #expect(throws: CacheError.self) { _ = try cache { $0.folder = folder.path + "/below" } }
    #expect(throws: CacheError.self) { _ = try cache { $0.folder = "" } }
  }

  @Test func `two caches do not share a folder`() throws {
    let first = try cache()
    #expect(throws: CacheError.folderInUse(path: folder.path)) { _ = try cache() }
    #expect(first.statistics.history?.entries == 0)
  }

  @Test func `a value without a stored form is computed at every request, and said to be refused`() throws {
    let cache = try cache()
    for number in 0..<2 { #expect(try cache.value(for: key(1), in: .history) { Sized(number) }.number == number) }
    #expect(cache.statistics.history?.refused == 2)
  }

  @Test func `without a folder there is no history`() throws {
    let cache = try TieredCache(clock: clock)
    #expect(!cache.put(CachedBytes([1]), for: key(1), in: .history))
    #expect(cache.cached(key(1), in: .history, as: CachedBytes.self) == nil && cache.statistics.history == nil)
  }

  /// Bytes, not rounded sizes: what the allocator keeps for a value.
  @Test func `a value holds at least its bytes, and its own place`() {
    for count in [0, 1, 5_000, 5_000_000] {
      let held = CachedBytes([UInt8](repeating: 0, count: count)).heldBytes
      #expect(held >= count + 48 && held <= count * 5 / 4 + 4_096 + 256, "\(count): \(held)")
    }
    let panel = Panel<Float>(days: 252, assets: 40) { _, _ in 0 }
    #expect(CachedPanel(panel).heldBytes >= 252 * 48 * 4)
  }
}
