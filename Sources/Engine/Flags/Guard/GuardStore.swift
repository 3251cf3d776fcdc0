import Foundation

/// Where roll-backs are written down, so that they outlive the process that decided them.
public struct GuardStore: Sendable, Equatable {
  public let path: String

  public init(path: String) { self.path = path }

  /// `guards.json` in the folder of the flag file.
  public init(besideFlagFile path: String) {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    self.init(path: folder.appending(path: "guards.json").path)
  }

  /// No records where there is no file.
  ///
  /// - Throws: `unreadable`, `notJSON`, `unknownSchema` and `badFile`.
  public func read() throws(FlagError) -> GuardRecords {
    guard let document = try JSONFile.read(path) else { return GuardRecords() }
    let schema = document.object?["schema"]?.text ?? ""
    guard schema == GuardRecords.schema else {
      throw .unknownSchema(path: path, schema: schema, known: GuardRecords.schema)
    }
    do {
      return try JSONDecoder().decode(GuardRecords.self, from: JSONEncoder().encode(document))
    } catch {
      throw .badFile(path: path, problem: "damaged; remove it, and the guards begin anew")
    }
  }

  /// Adds a decision to what other processes have written.
  ///
  /// - Throws: as `read`, and `unwritable`; the file is then as it was.
  public func record(_ decision: GuardDecision) throws(FlagError) {
    try change { $0[decision.key] = decision }
  }

  /// Forgets the decisions of these flags.
  ///
  /// - Throws: as `record`.
  public func forget(_ keys: [String]) throws(FlagError) {
    // No file and no lock come of forgetting what is not there.
    let recorded = try read().keys
    guard keys.contains(where: recorded.contains) else { return }
    try change { records in for key in keys { records[key] = nil } }
  }

  private func change(_ body: (inout GuardRecords) -> Void) throws(FlagError) {
    try JSONFile.alone(with: path) { () throws(FlagError) in
      var records = try read()
      body(&records)
      try JSONFile.write(JSONFile.text(records), to: path)
    }
  }
}
