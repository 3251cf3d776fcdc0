import Foundation
import Testing
import TickmarkOptimization
import TickmarkStudies

/// Studies that go to Optuna and come back.
@Suite struct OptunaTests {
  /// Pythons that have Optuna 4.9 and 5.0, by the names of their environments; those that cannot be installed are left out.
  private static let pythons: [String: String] = {
    let found = ["studies", "studies-5"].compactMap { name in python(name).map { (name, $0) } }
    return Dictionary(uniqueKeysWithValues: found)
  }()

  private static func python(_ environment: String) -> String? {
    let process = Process()
    process.executableURL = Services.root.appending(path: "scripts/python-environment")
    process.arguments = [environment]
    let output = Pipe()
    process.standardOutput = output
    guard (try? process.run()) != nil else { return nil }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let path = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    return process.terminationStatus == 0 && !path.isEmpty ? path : nil
  }

  private struct Found: Decodable {
    struct Trial: Decodable {
      let number: Int
      let state: String
      let values: [Double]?
      let steps: [String: Double]
    }
    let version: String
    let trials: [Trial]
    let best: Double
    let bestParams: Parameters
  }

  private struct Parameters: Decodable {
    let fast: Int
    let kind: String
    let rate: Double
  }

  @Test(
    .enabled(
      if: pythons.count == 2,
      "SKIPPED: no Optuna 4.9 or 5.0; scripts/python-environment says what is missing (network?)"),
    arguments: StudyStorageTests.Kind.durable, ["studies", "studies-5"])
  func `Optuna loads a study, continues it, and we continue after it`(
    kind: StudyStorageTests.Kind, environment: String
  ) throws {
    let place = try Folder()
    let storage = try StudyStorageTests.durable(kind, in: place)
    let surroundings = TrialSurroundings(scenario: "s", dataset: "d", codeVersion: "1")
    func new(_ values: [Double]) -> NewTrial {
      let point = Point(values: values)
      return NewTrial(point: point, key: TrialKey(point, of: StudyStorageTests.space, in: surroundings))
    }
    let ours: [(values: [Double], outcome: TrialOutcome)] = [
      ([4, 1, 0.5], .complete(values: [1.5])), ([6, 0, 0.1], .complete(values: [2.5])),
      ([8, 0, 0.2], .pruned(values: [9])),
      ([10, 1, 0.3], .failed(reason: "it broke")),
    ]
    for (values, outcome) in ours {
      guard case .run(let id, _, _)? = try storage.commit([.begin(new(values).proposal)]).begun.first else { continue }
      _ = try storage.commit([.report(trial: id, step: 1, value: 0.25), .finish(trial: id, outcome)])
    }
    _ = try storage.commit([.begin(new([4, 1, 0.5]).proposal)])

    let found = try continued(kind, storage.header.name, in: place, by: environment)
    #expect(found.version.hasPrefix(environment == "studies" ? "4.9" : "5.0"))
    #expect(found.trials.map(\.state) == ["COMPLETE", "COMPLETE", "PRUNED", "FAIL", "COMPLETE"])
    #expect(found.trials[1].values == [2.5] && found.trials[1].steps == ["1": 0.25])
    #expect(
      found.best == 2.5 && found.bestParams.fast == 6 && found.bestParams.kind == "sma" && found.bestParams.rate == 0.1)

    let after = try storage.trials(from: 5)
    #expect(after.map(\.number) == [5, 6, 7, 8] && after.map(\.state) == [.complete, .complete, .complete, .waiting])
    for trial in after.prefix(3) {
      let point = try #require(trial.point)
      #expect(trial.values == [point.values[0] * point.values[2] + point.values[1]], "\(trial)")
    }
    let claimed = try storage.claim(4)
    #expect(claimed.map(\.number) == [8] && claimed.first?.point?.values == [12, 0, 0.25])
  }

  /// What Optuna found, before it added trials of its own.
  private func continued(
    _ kind: StudyStorageTests.Kind, _ study: String, in place: Folder, by environment: String
  ) throws -> Found {
    let process = Process()
    process.executableURL = URL(filePath: try #require(Self.pythons[environment]))
    let script = try #require(Bundle.module.url(forResource: "Fixtures/optuna_continues", withExtension: "py"))
    // The driver by its name: which one is usual changes from version to version.
    let address = PostgreSQL.address?.replacing("postgresql:", with: "postgresql+psycopg2:") ?? ""
    process.arguments = [script.path, kind == .sqlite ? "sqlite:///" + place.path("study.db") : address, study]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return try JSONDecoder().decode(Found.self, from: data)
  }
}
