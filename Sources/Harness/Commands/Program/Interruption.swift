import Foundation

/// Ctrl-C and SIGTERM: say so and exit 130. Files are written beside and renamed, so nothing is left half-written.
enum Interruption {
  /// Live as long as the process: a source that is let go stops listening. Written once, before any other thread runs.
  private nonisolated(unsafe) static var sources: [any DispatchSourceSignal] = []

  static func install() {
    for number in [SIGINT, SIGTERM] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        Messages.endProgress()
        Messages.error("interrupted; nothing was written")
        exit(ExitStatus.interrupted.rawValue)
      }
      source.resume()
      sources.append(source)
    }
    // A reader that went away is a write error with a message, not a silent death.
    signal(SIGPIPE, SIG_IGN)
  }
}
