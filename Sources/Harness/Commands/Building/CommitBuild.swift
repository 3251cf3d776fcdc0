import Foundation
import TickmarkMeasurement

/// Builds of earlier commits of the package in whose work tree the program was started, each made once.
///
/// A build lies under `<cache>/tickmark/<repository>/<commit>-<instruction set>-<hash>`: a work tree of git's, outside the
/// checkout, with the package's own build folder. The hash is of everything else that an executable follows from: the
/// product, the package, the compiler, the allocator, and whether this program is a debug build, since then the other side
/// is one, too. One process builds or removes at a time (`flock`); the others wait.
struct CommitBuild {
  let product: String
  /// The top of the work tree, and the package's folder below it.
  private let top: String
  private let package: String
  private let cache: String
  private let environment: [String: String]

  #if DEBUG
    private static let configuration = "debug"
  #else
    private static let configuration = "release"
  #endif

  /// - Throws: `.noRepository` outside a work tree or where no package is found.
  init(product: String = Program.executableName, environment: [String: String] = ProcessInfo.processInfo.environment)
    throws(CommandError)
  {
    guard let top = Tool.git.output(["rev-parse", "--show-toplevel"]) else {
      throw .noRepository("this folder is in no git work tree; start the program inside its package's")
    }
    guard let folder = Self.packageFolder(below: top) else {
      throw .noRepository("there is no Package.swift from here up to '\(top)'; start the program inside its package")
    }
    self.product = product
    self.environment = environment
    self.top = top
    package = folder
    let home = environment["XDG_CACHE_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory() + "/.cache"
    let name = URL(fileURLWithPath: top).lastPathComponent
    cache = "\(home)/tickmark/\(name)-\(Self.shortHash(of: top))"
  }

  /// The full name of a commit.
  ///
  /// - Throws: `.unknownRevision`.
  func resolve(_ revision: String) throws(CommandError) -> String {
    guard let commit = Tool.git.output(["-C", top, "rev-parse", "--verify", "--quiet", "\(revision)^{commit}"]) else {
      throw .unknownRevision(revision)
    }
    return commit
  }

  /// The executable of a commit, built if it is not there yet.
  ///
  /// - Throws: `.cannotBuild` with the first error that the builder told; nothing of the build is then left.
  func executable(of commit: String) throws(CommandError) -> URL {
    if Self.configuration == "debug" {
      Messages.warning(
        "this is a debug build, so the other side is built as one: times are of code that is not optimised")
    }
    let folder = "\(cache)/\(commit)-\(InstructionSet.built.name)-\(circumstances())"
    let lock = try FileLock("\(cache).lock")
    defer { withExtendedLifetime(lock) {} }
    let finished = "\(folder)/executable"
    if let path = try? String(contentsOfFile: finished, encoding: .utf8),
      FileManager.default.isExecutableFile(atPath: path)
    {
      return URL(fileURLWithPath: path)
    }
    Messages.note("building \(commit.prefix(10)) once, in \(folder)")
    // What a build that was interrupted has left behind.
    remove(folder)
    do throws(CommandError) {
      let path = try build(commit, in: folder)
      do { try OutputFile.write(Data(path.utf8), to: finished) } catch {
        throw .unwritable(path: finished, reason: "\(error)")
      }
      return URL(fileURLWithPath: path)
    } catch {
      remove(folder)
      throw error
    }
  }

  /// Makes the work tree and builds the product; returns its path.
  private func build(_ commit: String, in folder: String) throws(CommandError) -> String {
    let tree = "\(folder)/tree"
    do { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) } catch {
      throw .unwritable(path: folder, reason: error.localizedDescription)
    }
    try Tool.git.run(["-C", top, "worktree", "add", "--detach", "--force", tree, commit], failing: commit)
    var environment = environment
    environment["TICKMARK_CPU"] = InstructionSet.built.name
    let swift = ["build", "-c", Self.configuration, "--product", product, "--package-path", "\(tree)/\(package)"]
    try Tool.swift.run(swift, environment: environment, failing: commit)
    guard let bin = Tool.swift.output(swift + ["--show-bin-path"], environment: environment) else {
      throw .cannotBuild(commit: commit, reason: "the package manager does not tell where the product is")
    }
    let path = "\(bin)/\(product)"
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw .cannotBuild(commit: commit, reason: "it has no product '\(product)'")
    }
    return path
  }

  /// Removes all builds that are kept for this repository.
  ///
  /// - Throws: `.unwritable` where some cannot be removed.
  func prune() throws(CommandError) {
    let lock = try FileLock("\(cache).lock")
    defer { withExtendedLifetime(lock) {} }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: cache)) ?? []
    for name in names { remove("\(cache)/\(name)") }
    guard (try? FileManager.default.contentsOfDirectory(atPath: cache))?.isEmpty ?? true else {
      throw .unwritable(path: cache, reason: "not everything could be removed")
    }
    try? FileManager.default.removeItem(atPath: cache)
    Messages.note("\(names.count) builds removed from \(cache)")
  }

  /// Removes a build and its work tree's entry in the repository; entries of other work trees are nobody's business here.
  private func remove(_ folder: String) {
    guard FileManager.default.fileExists(atPath: folder) else { return }
    _ = Tool.git.output(["-C", top, "worktree", "remove", "--force", "\(folder)/tree"])
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// A hash of what an executable follows from beside its commit.
  private func circumstances() -> String {
    let compiler = Tool.swift.output(["--version"], environment: environment) ?? "unknown"
    let allocator = environment["TICKMARK_ALLOCATOR"] ?? ""
    return Self.shortHash(of: [product, package, Self.configuration, compiler, allocator].joined(separator: "\n"))
  }

  /// The folder of the nearest manifest upward, relative to the top.
  private static func packageFolder(below top: String) -> String? {
    var folder = URL(fileURLWithPath: FileManager.default.currentDirectoryPath).resolvingSymlinksInPath()
    let end = URL(fileURLWithPath: top).resolvingSymlinksInPath()
    while folder.path.hasPrefix(end.path) {
      if FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path) {
        return String(folder.path.dropFirst(end.path.count).drop { $0 == "/" })
      }
      folder.deleteLastPathComponent()
    }
    return nil
  }

  /// FNV-1a.
  private static func shortHash(of text: String) -> String {
    let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
    return String(hash, radix: 16)
  }
}
