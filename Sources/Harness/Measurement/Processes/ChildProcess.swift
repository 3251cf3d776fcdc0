import CTickmarkChild
package import Foundation
import Glibc

/// A process of another program, whose standard output is read here.
///
/// Foundation's `Process` does the same, but tells the end of a process tens of milliseconds late: longer than the rounds of
/// one process of a pair.
package final class ChildProcess: Sendable {
  /// What it writes; at its end where it has ended.
  package let output: FileHandle
  package let errors: FileHandle
  /// What it reads; nil where it has no input.
  let input: FileHandle?
  package let identifier: Int32

  /// - Throws: the error's number where it cannot be started.
  package init(
    executable: String, arguments: [String], environment: [String: String], hasInput: Bool = false
  ) throws(StartError) {
    guard let command = tickmark_command_make() else { throw StartError(code: ENOMEM) }
    defer { tickmark_command_free(command) }
    for word in [executable] + arguments where tickmark_command_add_argument(command, word) == 0 {
      throw StartError(code: ENOMEM)
    }
    for (name, value) in environment where tickmark_command_add_variable(command, "\(name)=\(value)") == 0 {
      throw StartError(code: ENOMEM)
    }
    let (output, errors) = (try Ends(), try Ends())
    let input = hasInput ? try Ends() : nil
    let null = open("/dev/null", O_RDONLY | O_CLOEXEC)
    defer { close(null) }
    var identifier: Int32 = 0
    let code = tickmark_command_start(
      command, input?.read.fileDescriptor ?? null, output.write.fileDescriptor, errors.write.fileDescriptor,
      &identifier)
    // Ours would keep the pipes open after the process has ended.
    for end in [output.write, errors.write] + (input.map { [$0.read] } ?? []) { try? end.close() }
    guard code == 0 else { throw StartError(code: code) }
    self.output = output.read
    self.errors = errors.read
    self.input = input?.write
    self.identifier = identifier
  }

  /// Waits for the end; once.
  package func wait() -> (status: Int32, isSignalled: Bool) {
    var outcome = tickmark_outcome()
    guard tickmark_command_wait(identifier, &outcome) == 0 else { return (EXIT_FAILURE, false) }
    return (outcome.status, outcome.signalled != 0)
  }

  package struct StartError: Error, CustomStringConvertible {
    let code: Int32
    package var description: String { String(cString: strerror(code)) }
  }

  /// The ends of a pipe, which no other child inherits.
  private struct Ends {
    let read: FileHandle
    let write: FileHandle

    init() throws(StartError) {
      var (reading, writing): (Int32, Int32) = (0, 0)
      let code = tickmark_pipe(&reading, &writing)
      guard code == 0 else { throw StartError(code: code) }
      read = FileHandle(fileDescriptor: reading, closeOnDealloc: true)
      write = FileHandle(fileDescriptor: writing, closeOnDealloc: true)
    }
  }
}
