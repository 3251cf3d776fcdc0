/// A form in which another tool writes its results: `tickmark import --from NAME`.
///
/// - Complexity: O(bytes) each.
public struct ImportFormat: Sendable {
  public let name: String
  /// What is read, in a few words.
  public let summary: String
  /// Whether the content looks like it; made on a sketch, so that asking all formats costs one look at the file.
  let recognises: @Sendable (ContentSketch) -> Bool
  let read: @Sendable (ImportSource) throws(ImportError) -> ForeignResults

  init(
    _ name: String, _ summary: String, recognises: @escaping @Sendable (ContentSketch) -> Bool,
    read: @escaping @Sendable (ImportSource) throws(ImportError) -> ForeignResults
  ) {
    self.name = name
    self.summary = summary
    self.recognises = recognises
    self.read = read
  }

  /// Every format there is.
  public static let all: [ImportFormat] = [
    googleBenchmark, hyperfine, pytestBenchmark, criterion, jmh, go, packageBenchmark,
  ]

  public static func named(_ name: String) -> ImportFormat? { all.first { $0.name == name } }

  /// The one format that the content is of.
  ///
  /// - Throws: `.unknownFormat`, `.ambiguous`; `.damaged` where it is JSON up to some place.
  static func detect(_ source: ImportSource) throws(ImportError) -> ImportFormat {
    let sketch = ContentSketch(source)
    let candidates = all.filter { $0.recognises(sketch) }
    if candidates.count > 1 { throw .ambiguous(path: source.path, candidates: candidates.map(\.name)) }
    if let only = candidates.first { return only }
    if let flaw = sketch.flaw { throw flaw }
    throw .unknownFormat(path: source.path, known: all.map(\.name))
  }
}
