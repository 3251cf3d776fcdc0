/// Why a store could not be opened, read or written. What was committed before is as it was.
public enum StoreError: Error, Equatable, Sendable {
  case missing(path: String)
  /// A file that is no SQLite database, or one of another program.
  case notAStore(path: String)
  case damaged(path: String, detail: String)
  /// A version of this program that knows more has written to it.
  case newer(path: String, found: [String])
  case readOnly(path: String)
  case diskFull(path: String)
  /// Somebody has kept the lock for longer than the settings wait.
  case locked(path: String, seconds: Double, holder: LockHolder?)
  /// `path` is the folder or file that stands in the way.
  case cannotOpen(path: String, reason: String)
  case failed(path: String, reason: String)
  case unknownSymbols([String], path: String)
  case sameFile(path: String)
}

extension StoreError: CustomStringConvertible {
  /// One line that names the file, what is wrong with it and what to do.
  public var description: String {
    switch self {
    case .missing(let path): "no store '\(path)'; make one with 'tickmark store import PRICES.csv --store \(path)'"
    case .notAStore(let path): "'\(path)' is not a store of this program; name another file"
    case .damaged(let path, let detail):
      "'\(path)' is damaged (\(detail)); take a backup, or import the prices into a new file"
    case .newer(let path, let found):
      "'\(path)' has a newer schema (\(found.joined(separator: ", "))) than this program knows; update tickmark"
    case .readOnly(let path):
      "cannot write '\(path)': the file, its folder or its disk is read-only; change that, or copy the store elsewhere"
    case .diskFull(let path):
      "no room on the disk of '\(path)'; what was committed is kept: make room and run the command again"
    case .locked(let path, let seconds, let holder):
      "'\(path)' is locked by \(holder.map(\.description) ?? "another process") and was so for \(Self.shown(seconds)) s; "
        + "let it end, or wait longer with --busy-seconds"
    case .cannotOpen(let path, let reason): "cannot open '\(path)': \(reason); check the path and its permissions"
    case .failed(let path, let reason): "'\(path)' failed: \(reason); see 'tickmark store check --store \(path)'"
    case .unknownSymbols(let symbols, let path):
      "'\(path)' has no symbol \(symbols.map { "'\($0)'" }.joined(separator: ", ")); import its prices first"
    case .sameFile(let path): "'\(path)' is the store itself; name another file for the backup"
    }
  }

  private static func shown(_ seconds: Double) -> String {
    seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
  }
}
