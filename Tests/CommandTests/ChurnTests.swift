import Foundation
import Testing

/// What is tested here is what a session says, not how long it took.
@Suite struct ChurnTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  private static let short = ["--bursts", "2", "--pause", "20", "--threads", "2", "--requests", "3"]

  private func churn(_ arguments: String..., settings: String? = nil) throws -> Outcome {
    try Executable.tickmark.run(
      ["churn"] + Self.short + arguments, in: place.folder,
      environment: settings.map { ["MALLOC_CONF": $0] } ?? [:])
  }

  @Test func `a session's document has every request, every pause and the settings`() throws {
    let outcome = try churn("--purge", "quiet", "--format", "json=-", settings: "dirty_decay_ms:2000")
    #expect(outcome.status == 0 && outcome.errors == "", "\(outcome)")
    let document = try JSON(Data(outcome.output.utf8))
    #expect(document["schema"].text == "tickmark.churn/1")
    #expect(document["settings"].text == "dirty_decay_ms:2000")
    #expect(document["plan"]["bursts"].number == 2 && document["plan"]["purge"].text == "quiet")
    #expect(document["requests"]["count"].number == 12)
    #expect(document["firstRequests"]["count"].number == 2)
    #expect((document["probes"]["count"].number ?? 0) >= 2)
    #expect(document["pauses"].list.count == 2)
    #expect(document["pauses"].list.allSatisfy { ($0["processResidentBytes"].number ?? 0) > 0 })
    for kind in ["requests", "firstRequests", "probes"] {
      let latencies = ["p50Nanoseconds", "p99Nanoseconds", "maxNanoseconds"].compactMap { document[kind][$0].number }
      #expect(latencies.count == 3 && latencies == latencies.sorted() && latencies[0] > 0)
    }
  }

  @Test func `whatever the settings and the purge, the work is the same`() throws {
    let plain = try JSON(Data(churn("--format", "json=-").output.utf8))
    let purged = try JSON(
      Data(churn("--purge", "quiet", "--format", "json=-", settings: "narenas:1,dirty_decay_ms:0").output.utf8))
    #expect((plain["sum"].number ?? 0) > 0 && plain["sum"].number == purged["sum"].number)
    #expect(plain["purges"].isNull && plain["plan"]["purge"].text == "none")
  }

  @Test func `without pauses there is no quiet and no probe`() throws {
    let outcome = try churn("--pause", "0", "--purge", "quiet", "--format", "json=out.json")
    #expect(outcome.status == 0, "\(outcome)")
    let document = try place.json("out.json")
    #expect(document["probes"].isNull && document["requests"]["count"].number == 12)
    #expect(document["pauses"].list.count == 2)
  }

  @Test func `a person reads a line for each pause`() throws {
    let outcome = try churn()
    #expect(outcome.status == 0 && outcome.errors == "", "\(outcome)")
    for word in ["  requests   12: p50", "  pause 1 ", "  pause 2 ", "  purges     not asked for\n"] {
      #expect(outcome.output.contains(word), "\(word) in \(outcome)")
    }
    #expect(!outcome.output.contains("  pause 3"))
  }

  @Test(arguments: [
    (["--bursts", "0"], "--bursts is 1 to 1000, not 0"), (["--pause", "60001"], "--pause is 0 to 60000, not 60001"),
    (["--threads", "65"], "--threads is 1 to 64, not 65"), (["--requests", "0"], "--requests is 1 to 10000, not 0"),
    (["--purge", "often"], "The value 'often' is invalid for '--purge"),
    (["--format", "csv=-"], "--format 'csv=-': write json=PATH, or json=- for standard output"),
    (["--bursts", "many"], "The value 'many' is invalid for '--bursts"),
  ]) func `a mistake on the command line ends with 64 and one line`(arguments: [String], message: String) throws {
    let outcome = try Executable.tickmark.run(["churn"] + arguments, in: place.folder)
    #expect(outcome.status == 64, "\(outcome)")
    #expect(outcome.complaints.count == 1 && outcome.complaints.first?.hasPrefix(message) == true, "\(outcome)")
    #expect(outcome.output == "")
  }

  @Test func `a file that cannot be written ends with 74 and one line`() throws {
    try place.file("taken", "no folder")
    let outcome = try churn("--format", "json=taken/out.json")
    #expect(outcome.status == 74, "\(outcome)")
    #expect(outcome.complaints.count == 1, "\(outcome)")
  }
}
