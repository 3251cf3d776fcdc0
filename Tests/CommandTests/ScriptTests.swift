import Foundation
import Testing

/// What scripts must not do to files that are not theirs.
@Suite struct ScriptTests {
  @Test func `the performance report replaces nothing but a performance report`() throws {
    let place = try Workplace()
    try place.file("precious/2026/README.md", "mine")
    let script = Executable(url: PythonEnvironment.root.appending(path: "scripts/performance-report"))
    let outcome = try script.run(["--executable", "/bin/false", "--output", place.path("precious")], in: place.folder)
    #expect(outcome.status == 64 && outcome.errors.contains("is no performance report"), "\(outcome)")
    #expect(place.files == ["precious/2026/README.md"])
  }
}
