import Foundation
import Synchronization

/// Lines for people, on standard error; data goes to standard output.
public enum Messages {
  private static let quiet = Atomic<Bool>(false)
  private static let verbose = Atomic<Bool>(false)

  public static func configure(quiet isQuiet: Bool, verbose isVerbose: Bool) {
    quiet.store(isQuiet, ordering: .relaxed)
    verbose.store(isVerbose, ordering: .relaxed)
  }

  public static func note(_ text: @autoclosure () -> String) {
    if !quiet.load(ordering: .relaxed) { write("\(text())\n") }
  }

  public static func detail(_ text: @autoclosure () -> String) {
    if verbose.load(ordering: .relaxed) { write("\(text())\n") }
  }

  public static func warning(_ text: String) { write("warning: \(text)\n") }
  public static func error(_ text: String) { write("error: \(text)\n") }

  /// Overwrites one line, on a terminal only.
  public static func progress(_ text: @autoclosure () -> String) {
    guard isatty(STDERR_FILENO) == 1, !quiet.load(ordering: .relaxed) else { return }
    write("\r\u{1B}[K\(text())")
  }

  public static func endProgress() { progress("") }

  private static func write(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
}
