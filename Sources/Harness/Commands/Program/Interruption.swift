import Foundation
import Synchronization

/// Ctrl-C, SIGTERM and a terminal that is closed (SIGHUP, unless `nohup` has it ignored): end what this process has started, do what must not be left undone, say so and exit 130. Files are
/// written beside and renamed, so nothing is left half-written.
public enum Interruption {
  /// Live as long as the process: a source that is let go stops listening. Written once, before any other thread runs.
  private nonisolated(unsafe) static var sources: [any DispatchSourceSignal] = []
  private static let isUnderway = Atomic<Bool>(false)
  /// Whether the next signal is only noted: somebody looks at `isAnnounced` and comes to an end.
  private static let isAwaited = Atomic<Bool>(false)
  private static let isNoted = Atomic<Bool>(false)
  private static let duty = Mutex<(@Sendable () -> Void)?>(nil)

  static func install() {
    for number in [SIGINT, SIGTERM] + (isIgnored(SIGHUP) ? [] : [SIGHUP]) {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        if isAwaited.exchange(false, ordering: .sequentiallyConsistent) {
          isNoted.store(true, ordering: .sequentiallyConsistent)
          return
        }
        isUnderway.store(true, ordering: .sequentiallyConsistent)
        Messages.endProgress()
        Messages.error(
          isNoted.load(ordering: .sequentiallyConsistent)
            ? "interrupted at once; what was reported before is stored" : "interrupted; nothing was written")
        for child in children { kill(child, SIGTERM) }
        duty.withLock { $0 }?()
        exit(ExitStatus.interrupted.rawValue)
      }
      source.resume()
      sources.append(source)
    }
    // A reader that went away is a write error with a message, not a silent death.
    signal(SIGPIPE, SIG_IGN)
  }

  /// Waits for the end where one is underway: what a killed child makes of the rest of the program is not what happened.
  static func giveWay() {
    while isUnderway.load(ordering: .sequentiallyConsistent) { sleep(1) }
  }

  /// Whether a signal has come while `awaiting`.
  public static var isAnnounced: Bool { isNoted.load(ordering: .sequentiallyConsistent) }

  /// Leaves it to `body` to come to an end at the first signal: it looks at `isAnnounced`. The second one ends the program.
  public static func awaiting<Result>(_ body: () throws -> Result) rethrows -> Result {
    isAwaited.store(true, ordering: .sequentiallyConsistent)
    defer { isAwaited.store(false, ordering: .sequentiallyConsistent) }
    return try body()
  }

  /// Has `cleanUp` done once: after `body`, or at an interruption within it. What encloses this comes after it.
  static func cleaningUp<Result>(
    with cleanUp: @escaping @Sendable () -> Void, _ body: () throws -> Result
  ) rethrows -> Result {
    let once = Once(cleanUp)
    let enclosing = duty.withLock { duty in
      let enclosing = duty
      duty = {
        once.perform()
        enclosing?()
      }
      return enclosing
    }
    defer {
      once.perform()
      duty.withLock { $0 = enclosing }
    }
    return try body()
  }

  /// Whether whoever started this program had it ignore a signal; false where the system does not tell.
  private static func isIgnored(_ number: Int32) -> Bool {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("SigIgn:") }
    guard let mask = line?.split(separator: "\t").last.flatMap({ UInt64($0, radix: 16) }) else { return false }
    return mask >> UInt64(number - 1) & 1 == 1
  }

  /// What runs once, whoever comes first; the others wait until it is done.
  private final class Once: Sendable {
    private let work: Mutex<(@Sendable () -> Void)?>
    init(_ work: @escaping @Sendable () -> Void) { self.work = Mutex(work) }

    func perform() {
      work.withLock { work in
        work?()
        work = nil
      }
    }
  }

  /// The processes that any thread of this one has started; none where the system does not tell.
  private static var children: [Int32] {
    let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
    return threads.flatMap { thread in
      let text = (try? String(contentsOfFile: "/proc/self/task/\(thread)/children", encoding: .utf8)) ?? ""
      return text.split(separator: " ").compactMap { Int32($0) }
    }
  }
}
