import NIOCore
import NIOPosix
import Synchronization
import Testing
import TickmarkStreaming

@testable import TickmarkService

@Suite struct LineFeedTests {
  @Test func `lines become updates, what is no line is counted, and a feed that comes back is read on`() async throws {
    let feed = try await Feeder.start([
      ["A,1,1.5\nB,1,2\nnonsense\nNONE,1,2\nA,2,", "1.75\n"], ["A,3,2\nunfinished,4"],
    ])
    let source = LineFeed(host: "127.0.0.1", port: feed.port, symbols: ["A", "B"])
    let got = Got()
    let task = Task { try await source.run { await got.add($0) } }
    for _ in 0..<500 where await got.updates.count < 4 { try await Task.sleep(for: .milliseconds(20)) }
    task.cancel()
    _ = try? await task.value
    await feed.stop()
    let updates = await got.updates
    #expect(updates.prefix(4).map(\.symbol) == [0, 1, 0, 0])
    #expect(updates.prefix(4).map(\.bar.close) == [1.5, 2, 1.75, 2])
    #expect(source.rejected == 2)
  }

  @Test func `a line without end is not waited for`() async throws {
    let feed = try await Feeder.start([[String(repeating: "x", count: 10_000)], ["A,1,1\n"]])
    let source = LineFeed(host: "127.0.0.1", port: feed.port, symbols: ["A"])
    let got = Got()
    let task = Task { try await source.run { await got.add($0) } }
    for _ in 0..<500 where await got.updates.isEmpty { try await Task.sleep(for: .milliseconds(20)) }
    task.cancel()
    _ = try? await task.value
    await feed.stop()
    #expect(await got.updates.first?.bar.close == 1)
  }
}

private actor Got {
  private(set) var updates: [MarketUpdate] = []
  func add(_ more: [MarketUpdate]) { updates += more }
}

/// Sends the first connection the first texts, piece by piece, then closes it; and so on with the next.
private struct Feeder {
  let channel: any Channel
  let group: MultiThreadedEventLoopGroup
  var port: Int { channel.localAddress?.port ?? 0 }

  static func start(_ texts: [[String]]) async throws -> Feeder {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let number = NIOLockedCount()
    let channel = try await ServerBootstrap(group: group).childChannelInitializer { channel in
      let pieces = number.next().flatMap { $0 < texts.count ? texts[$0] : nil } ?? []
      for (index, piece) in pieces.enumerated() {
        channel.eventLoop.scheduleTask(in: .milliseconds(Int64(50 * (index + 1)))) {
          channel.writeAndFlush(ByteBuffer(string: piece), promise: nil)
        }
      }
      channel.eventLoop.scheduleTask(in: .milliseconds(Int64(50 * (pieces.count + 1)))) {
        channel.close(promise: nil)
      }
      return channel.eventLoop.makeSucceededVoidFuture()
    }.bind(host: "127.0.0.1", port: 0).get()
    return Feeder(channel: channel, group: group)
  }

  func stop() async {
    try? await channel.close()
    try? await group.shutdownGracefully()
  }
}

private final class NIOLockedCount: Sendable {
  private let count = Mutex(0)
  func next() -> Int? {
    count.withLock { count in
      defer { count += 1 }
      return count
    }
  }
}
