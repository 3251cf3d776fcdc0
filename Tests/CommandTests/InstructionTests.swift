import Foundation
import Testing

/// Instructions under callgrind, through the whole program.
@Suite struct InstructionTests {
  private static let hasValgrind = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .contains { FileManager.default.isExecutableFile(atPath: "\($0)/valgrind") }

  private func run(_ place: Workplace, faults: [String: String] = [:]) throws -> Double? {
    let outcome = try place.hasty(
      "run", "--filter", "running", "--instructions", "--format", "json=run.json", faults: faults)
    #expect(outcome.status == 0, "\(outcome)")
    let simd = try place.json("run.json")["cases"].list.first { $0["variant"].text == "simd" }
    return simd?["metrics"]["instructions"]["median"].number
  }

  @Test(.enabled(if: hasValgrind, "SKIPPED: no valgrind; 'apt-get install valgrind' brings it"))
  func `a body that does twice the work takes twice the instructions, and the count repeats`() throws {
    let place = try Workplace()
    let once = try #require(try run(place))
    let again = try #require(try run(place))
    let twice = try #require(try run(place, faults: ["EXAMPLE_SLOW": "2"]))
    #expect(once > 10_000 && abs(again / once - 1) < 0.001, "\(once) and \(again)")
    #expect(abs(twice / once - 2) < 0.02, "\(once) and \(twice)")
  }

  @Test func `where valgrind is not there the row says so`() throws {
    let place = try Workplace()
    let outcome = try Executable.example.run(
      ["run", "--filter", "running", "--instructions", "--format", "json=run.json"] + SharedBaseline.hasty,
      in: place.folder, environment: ["PATH": "/nowhere"])
    #expect(outcome.status == 0, "\(outcome)")
    let metric = try place.json("run.json")["cases"].list[0]["metrics"]["instructions"]
    #expect(metric["median"].isNull && metric["reason"].text?.hasPrefix("valgrind is not installed") == true)
  }
}
