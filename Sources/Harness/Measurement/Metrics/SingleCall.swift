import CTickmarkLifetime
import Foundation
import Glibc

/// Calls one variant of one case once, where a tool from outside can find the call by its name.
public enum SingleCall {
  public struct Request: Codable, Sendable {
    public var id: CaseID
    public var variant: String
    public var parent = ProcessInfo.processInfo.processIdentifier

    public init(id: CaseID, variant: String) {
      self.id = id
      self.variant = variant
    }
  }

  /// In the child: builds the input, verifies the output, calls once to warm up and once inside `measuredCall`.
  ///
  /// Where it will not call it answers as `SliceServer` does: `refused` and why, on standard output.
  public static func perform(_ request: String, operation: (CaseID) throws -> Operation?) throws {
    let request = try JSONDecoder().decode(Request.self, from: Data(request.utf8))
    guard tickmark_end_with_parent(request.parent) != 0 else { exit(EXIT_FAILURE) }
    // What a suite prints must not be taken for an answer.
    let answers = FileHandle(fileDescriptor: dup(STDOUT_FILENO), closeOnDealloc: true)
    dup2(STDERR_FILENO, STDOUT_FILENO)
    func refuse(_ reason: String) throws { try answers.write(contentsOf: Data("refused \(reason)\n".utf8)) }
    guard let operation = try operation(request.id),
      let variant = operation.variants.first(where: { $0.name == request.variant })
    else { return try refuse("absent") }
    if let disagreement = Verification.disagreement(of: [variant], in: operation) { return try refuse(disagreement) }
    variant.body.run(1)
    measuredCall(variant.body.run)
  }
}

/// What callgrind counts, from its entry to its return; found by a part of its mangled name.
@inline(never) func measuredCall(_ run: (Int) -> Void) { run(1) }
