import NIOCore
import NIOPosix
import Synchronization
public import TickmarkStreaming

/// A feed of lines over TCP; connects again when it ends, waiting longer each time, up to 5 s.
///
/// A line that is none, or of a symbol that the stream does not have, is left out and counted. While the pipeline's queue is full the
/// feed is not read: it waits, and whoever sends knows.
///
/// - Bounds: a line of 4,096 bytes; a few thousand updates between the socket and the queue.
public struct LineFeed: UpdateSource {
  private let host: String
  private let port: Int
  private let directory: SymbolDirectory
  private let counts = FeedCounts()

  public init(host: String, port: Int, symbols: [String]) {
    (self.host, self.port) = (host, port)
    directory = SymbolDirectory(symbols)
  }

  /// Lines that were left out.
  public var rejected: Int { counts.rejected.load(ordering: .relaxed) }

  public func run(_ send: ([MarketUpdate]) async throws -> Void) async throws {
    var pause = 0.05
    while !Task.isCancelled {
      do {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
          .connect(host: host, port: port) { channel in
            channel.eventLoop.makeCompletedFuture {
              try channel.pipeline.syncOperations.addHandler(ByteToMessageHandler(LineDecoder()))
              return try NIOAsyncChannel<[String], Never>(wrappingChannelSynchronously: channel)
            }
          }
        pause = 0.05
        try await channel.executeThenClose { lines in
          for try await part in lines { try await send(updates(of: part)) }
        }
      } catch is CancellationError {
        throw CancellationError()
      } catch {
        // Whoever sends is not there: it may be later.
      }
      try await Task.sleep(for: .seconds(pause))
      pause = min(pause * 2, 5)
    }
  }

  private func updates(of lines: [String]) -> [MarketUpdate] {
    let now = SteadyClock.now
    return lines.compactMap { line in
      guard let line = UpdateLine(line[...]), let code = directory.code(String(line.symbol)) else {
        counts.rejected.wrappingAdd(1, ordering: .relaxed)
        return nil
      }
      return line.update(code: code, due: now)
    }
  }
}

private final class FeedCounts: Sendable {
  let rejected = Atomic(0)
}

/// Cuts what comes into lines, all of a read together.
struct LineDecoder: ByteToMessageDecoder {
  typealias InboundOut = [String]

  static let longest = 4_096

  struct TooLong: Error {}

  mutating func decode(context: ChannelHandlerContext, buffer: inout ByteBuffer) throws -> DecodingState {
    let view = buffer.readableBytesView
    guard let last = view.lastIndex(of: UInt8(ascii: "\n")) else {
      guard view.count <= Self.longest else { throw TooLong() }
      return .needMoreData
    }
    let text = buffer.readString(length: last - view.startIndex + 1) ?? ""
    let lines = text.split(whereSeparator: \.isNewline).map(String.init)
    if !lines.isEmpty { context.fireChannelRead(Self.wrapInboundOut(lines)) }
    return .continue
  }

  mutating func decodeLast(
    context: ChannelHandlerContext, buffer: inout ByteBuffer, seenEOF: Bool
  ) throws -> DecodingState { .needMoreData }
}
