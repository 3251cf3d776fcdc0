import Foundation
import TickmarkOptimization

/// Reads many trials with everything that belongs to them: a query a table, not a trial.
struct TrialReader {
  private let storage: RelationalStorage
  private let connection: any StudyConnection

  init(_ storage: RelationalStorage, connection: any StudyConnection) {
    self.storage = storage
    self.connection = connection
  }

  func trials(from first: Int) throws -> [StoredTrial] { try trials(where: "number >= ?", [SQLValue(first)]) }

  /// In the order of the numbers; those that there are not are left out.
  func trials(numbered numbers: [Int]) throws -> [StoredTrial] {
    let found = try stride(from: 0, to: numbers.count, by: Self.mostListed).flatMap { start in
      let list = Self.list(numbers[start..<min(start + Self.mostListed, numbers.count)].map { SQLValue($0) })
      return try trials(where: "number \(list.text)", list.values)
    }
    let byNumber = Dictionary(found.map { ($0.number, $0) }) { first, _ in first }
    return numbers.compactMap { byNumber[$0] }
  }

  /// Values in one query; both databases take thousands.
  private static let mostListed = 512

  /// The last value is repeated up to a power of two: statements are kept for the next time, and there are ten of these.
  private static func list(_ values: [SQLValue]) -> (text: String, values: [SQLValue]) {
    var padded = values
    while padded.count & (padded.count - 1) != 0, let last = values.last { padded.append(last) }
    return ("IN (" + [String](repeating: "?", count: padded.count).joined(separator: ", ") + ")", padded)
  }

  private func trials(where condition: String, _ values: [SQLValue]) throws -> [StoredTrial] {
    let rows = try connection.rows(
      "SELECT trial_id, number, state FROM trials WHERE study_id = ? AND \(condition) ORDER BY trial_id",
      [.integer(storage.study)] + values)
    let trials = rows.compactMap { row -> StoredTrial? in
      guard let id = row[0].integer, let number = row[1].integer else { return nil }
      let state = row[2].text.flatMap(TrialState.init) ?? .failed
      return StoredTrial(id: id, number: Int(number), state: state, point: nil)
    }
    if trials.isEmpty { return [] }
    return try complete(trials, condition, values).sorted { $0.number < $1.number }
  }

  /// - Parameters:
  ///   - trials: in the order of their ids.
  ///   - condition: which trials of the study they are.
  private func complete(
    _ trials: [StoredTrial], _ condition: String, _ values: [SQLValue]
  ) throws -> [StoredTrial] {
    func rows(_ columns: String, of table: String) throws -> RowsOfTrials {
      RowsOfTrials(
        try connection.rows(
          """
          SELECT trial_id, \(columns) FROM \(table)
          WHERE trial_id IN (SELECT trial_id FROM trials WHERE study_id = ? AND \(condition)) ORDER BY trial_id, 2
          """, [.integer(storage.study)] + values))
    }
    var parameters = try rows("param_name, param_value, distribution_json", of: "trial_params")
    var results = try rows("objective, value, value_type", of: "trial_values")
    var system = try rows("\"key\", value_json", of: "trial_system_attributes")
    var user = try rows("\"key\", value_json", of: "trial_user_attributes")
    return trials.map { trial in
      var trial = trial
      trial.point = storage.point(of: parameters.next(trial.id))
      trial.values = results.next(trial.id).map { RelationalStorage.value($0[1], kind: $0[2]) }
      let marks = Self.texts(system.next(trial.id))
      let notes = Self.texts(user.next(trial.id))
      trial.key = marks["tickmark:key"].flatMap { TrialKey($0.dropFirst().dropLast()) }
      trial.duplicateOf = marks["tickmark:duplicate_of"].flatMap { Int($0) }
      trial.reason = marks["tickmark:failed_because"].flatMap {
        try? JSONDecoder().decode(String.self, from: Data($0.utf8))
      }
      trial.notes = TrialNotes(
        constraints: marks["constraints"].map(NotesJSON.values) ?? [],
        inSample: notes["in_sample"].map(NotesJSON.windows) ?? [],
        outOfSample: notes["out_of_sample"].map(NotesJSON.windows) ?? [])
      return trial
    }
  }

  private static func texts(_ rows: ArraySlice<[SQLValue]>) -> [String: String] {
    Dictionary(rows.map { ($0[0].text ?? "", $0[1].text ?? "") }) { $1 }
  }
}

/// Rows in the order of the trials that they belong to, whose ids stand before the rest.
private struct RowsOfTrials {
  private let ids: [Int64]
  private let rows: [[SQLValue]]
  private var place = 0

  init(_ found: [[SQLValue]]) {
    ids = found.map { $0[0].integer ?? 0 }
    rows = found.map { Array($0.dropFirst()) }
  }

  /// The rows of a trial; trials are asked for in ascending order.
  mutating func next(_ trial: Int64) -> ArraySlice<[SQLValue]> {
    while place < ids.count, ids[place] < trial { place += 1 }
    let start = place
    while place < ids.count, ids[place] == trial { place += 1 }
    return rows[start..<place]
  }
}
