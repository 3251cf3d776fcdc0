import Foundation
import Glibc

/// What programs are run in, the same for all that are compared.
public struct ProgramSurroundings: Sendable {
  /// All variables.
  public var environment: [(name: String, value: String)]
  /// A file that each run reads from its beginning as standard input; nothing to read where there is none.
  public var input: String?
  /// Whether a run that ends with another status than 0 is timed all the same.
  public var ignoresFailure: Bool

  /// This process's environment, with some variables set anew.
  public init(
    setting variables: [(name: String, value: String)] = [], input: String? = nil, ignoresFailure: Bool = false
  ) {
    let all = ProcessInfo.processInfo.environment.merging(variables.map { ($0.name, $0.value) }) { $1 }
    environment = all.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    self.input = input
    self.ignoresFailure = ignoresFailure
  }

  /// Opens what a run reads; the caller closes it.
  ///
  /// - Throws: `.unreadableInput`.
  func openInput() throws(MeasurementError) -> Int32 {
    let path = input ?? "/dev/null"
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadableInput(path: path, reason: String(cString: strerror(errno))) }
    return descriptor
  }
}
