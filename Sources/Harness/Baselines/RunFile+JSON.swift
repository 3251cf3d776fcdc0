public import Foundation

extension RunFile {
  /// Reads a run or baseline file.
  ///
  /// - Throws: `.fileMissing`, `.damaged` with the place in the document, or `.unknownSchema`.
  public static func read(_ path: String) throws(BaselineError) -> RunFile {
    guard FileManager.default.fileExists(atPath: path) else { throw .fileMissing(path: path) }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw .damaged(path: path, reason: "it cannot be read")
    }
    return try decode(data, path: path)
  }

  public static func decode(_ data: Data, path: String) throws(BaselineError) -> RunFile {
    struct Header: Decodable { var schema: String }
    let header: Header
    do { header = try JSONDecoder().decode(Header.self, from: data) } catch {
      throw .damaged(path: path, reason: reason(error))
    }
    guard header.schema == RunFile.schema else {
      throw .unknownSchema(path: path, found: header.schema, expected: RunFile.schema)
    }
    let file: RunFile
    do { file = try JSONDecoder().decode(RunFile.self, from: data) } catch {
      throw .damaged(path: path, reason: reason(error))
    }
    if let flaw = file.flaw { throw .damaged(path: path, reason: flaw) }
    return file
  }

  /// The file's bytes: sorted keys, so that two runs differ only where they differ.
  public func encoded() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return try encoder.encode(self) + Data("\n".utf8)
  }

  private static func reason(_ error: any Error) -> String {
    switch error {
    case DecodingError.keyNotFound(let key, let context): "'\(path(context))\(key.stringValue)' is missing"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      "'\(path(context).dropLast())' is of the wrong kind"
    case DecodingError.dataCorrupted(let context) where context.codingPath.isEmpty: "it is not JSON"
    default: "it is not a run file"
    }
  }

  private static func path(_ context: DecodingError.Context) -> String {
    context.codingPath.map { $0.intValue.map { "[\($0)]." } ?? "\($0.stringValue)." }.joined()
  }
}
