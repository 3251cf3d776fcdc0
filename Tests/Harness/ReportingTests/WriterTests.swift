import Foundation
import Testing

@testable import TickmarkReporting

@Suite struct WriterTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tickmark-\(UUID().uuidString)")
    .path

  @Test func `a report is a folder with its text, charts and data, and its links lead somewhere`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try ReportWriter.write(Fixture.content, to: folder + "/deep/report/")
    #expect(try names("/deep") == ["report"])
    #expect(try names("/deep/report") == ["README.md", "charts", "comparison.json", "results.csv", "run.json"])
    let readme = try String(contentsOfFile: folder + "/deep/report/README.md", encoding: .utf8)
    let links = readme.matches(of: /\]\((charts\/[^)]*)\)/).map { String($0.1) }
    #expect(links.count == 5)
    for link in links { #expect(FileManager.default.fileExists(atPath: "\(folder)/deep/report/\(link)")) }
  }

  @Test func `an older report is replaced as a whole`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try ReportWriter.write(Fixture.content, to: folder + "/report")
    try ReportWriter.write(Fixture.alone, to: folder + "/report")
    #expect(try names("") == ["report"])
    #expect(try names("/report") == ["README.md", "charts", "results.csv", "run.json"])
  }

  @Test func `a folder with a file of somebody else is left alone`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try "mine".write(toFile: folder + "/thesis.tex", atomically: true, encoding: .utf8)
    #expect(throws: ReportingError.notAReport(path: folder, entry: "thesis.tex")) {
      try ReportWriter.write(Fixture.alone, to: folder)
    }
    #expect(try names("") == ["thesis.tex"])
  }

  @Test func `a file in the report's place is left alone`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try "mine".write(toFile: folder, atomically: true, encoding: .utf8)
    #expect(throws: ReportingError.notAFolder(path: folder)) { try ReportWriter.write(Fixture.alone, to: folder) }
    #expect(try String(contentsOfFile: folder, encoding: .utf8) == "mine")
  }

  @Test func `a place that nobody may write to is named, with the reason`() {
    // The process file system refuses everyone, also the superuser that tests may run as.
    let error = #expect(throws: ReportingError.self) {
      try ReportWriter.write(Fixture.alone, to: "/proc/tickmark/report")
    }
    guard case .cannotWrite(let path, _) = error else { return }
    #expect(path.hasPrefix("/proc/tickmark"))
    #expect(error?.description.contains("; name ") == true)
  }

  @Test func `a full device is an error with advice`() {
    let error = #expect(throws: ReportingError.self) { try Folder.write("text", to: "/dev/full") }
    #expect(error == .cannotWrite(path: "/dev/full", code: ENOSPC))
    #expect(error?.description.hasSuffix("free some space, or name a folder on another disk") == true)
  }

  @Test func `a disk that fills up half-way leaves the old report, whole, and nothing else`() async {
    await #expect(processExitsWith: .success) {
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tickmark-\(UUID().uuidString)").path
      defer { try? FileManager.default.removeItem(atPath: folder) }
      try ReportWriter.write(["README.md": "old"], to: folder + "/report")
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 4_096, rlim_max: rlim_t.max)
      let file = __rlimit_resource_t(UInt32(RLIMIT_FSIZE.rawValue))
      setrlimit(file, &limit)
      var failure: ReportingError?
      do throws(ReportingError) { try ReportWriter.write(Fixture.content, to: folder + "/report") } catch {
        failure = error
      }
      limit.rlim_cur = rlim_t.max
      setrlimit(file, &limit)
      guard case .cannotWrite(_, EFBIG) = failure else { exit(2) }
      guard try FileManager.default.contentsOfDirectory(atPath: folder) == ["report"] else { exit(3) }
      guard try String(contentsOfFile: folder + "/report/README.md", encoding: .utf8) == "old" else { exit(4) }
    }
  }

  private func names(_ below: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder + below).sorted()
  }
}
