import Foundation

/// One file of the project, or of a sample that a rule is tried on.
struct SourceFile: Sendable {
  /// From the project's root, with `/`.
  let path: String
  let text: String
  /// Only what the compiler sees as code: comments and the insides of strings are blanks; lines and columns are kept.
  let code: String
  /// The text with its comments blanked.
  let uncommented: String

  init(_ path: String, _ text: String) {
    self.path = path
    self.text = text
    if path.hasSuffix(".swift") {
      let swift = SwiftText(text)
      code = swift.code
      uncommented = swift.uncommented
    } else {
      code = text
      uncommented = text
    }
  }

  var name: String { path.split(separator: "/").last.map(String.init) ?? path }
  /// The name without `.swift`.
  var stem: String { isSwift ? String(name.dropLast(6)) : name }
  var folder: String { path.split(separator: "/").dropLast().joined(separator: "/") }
  var isSwift: Bool { path.hasSuffix(".swift") }

  func isUnder(_ folder: String) -> Bool { path.hasPrefix(folder + "/") }
}

/// What the rules read: the project's own files, or a few lines of sample.
struct SourceTree: Sendable {
  let files: [SourceFile]

  init(_ files: [SourceFile]) { self.files = files }

  /// A sample of one file.
  init(_ path: String, _ text: String) { files = [SourceFile(path, text)] }

  func file(_ path: String) -> SourceFile? { files.first { $0.path == path } }

  func swift(under folder: String) -> [SourceFile] { files.filter { $0.isSwift && $0.isUnder(folder) } }
}

extension SourceTree {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Every text file that is, or would be, under version control.
  static let project = SourceTree(read(root))

  private static func read(_ root: URL) -> [SourceFile] {
    let ignored = ignoredNames(root)
    let base = root.path(percentEncoded: false)
    guard let walk = FileManager.default.enumerator(at: root, includingPropertiesForKeys: [.isDirectoryKey]) else {
      return []
    }
    var files: [SourceFile] = []
    for case let url as URL in walk {
      if ignored.contains(url.lastPathComponent) {
        walk.skipDescendants()
        continue
      }
      // Folders cannot be read, and what is not UTF-8 is no text.
      guard let text = try? String(contentsOf: url, encoding: .utf8) else { continue }
      files.append(SourceFile(String(url.path(percentEncoded: false).dropFirst(base.count)), text))
    }
    return files.sorted { $0.path < $1.path }
  }

  /// The plain names in `.gitignore`; the project needs no patterns there.
  private static func ignoredNames(_ root: URL) -> Set<String> {
    let lines = (try? String(contentsOf: root.appending(path: ".gitignore"), encoding: .utf8)) ?? ""
    let names = lines.split(separator: "\n").map { String($0.hasSuffix("/") ? $0.dropLast() : $0) }
    return Set(names + [".git"])
  }
}
