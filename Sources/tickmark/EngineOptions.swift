import ArgumentParser
import TickmarkAgreement
import TickmarkCommands
import TickmarkFrames

/// A mistake on an engine subcommand's line.
enum EngineUsageError: ReportableError {
  case unknownVariant(String, known: [String])
  case unknownFormat(String, known: [String])
  case unknownSymbol(String)

  var description: String {
    switch self {
    case .unknownVariant(let name, let known): "no variant '\(name)'; there are \(known.joined(separator: ", "))"
    case .unknownFormat(let text, let known):
      "unknown format '\(text)'; write FORMAT=PATH with \(known.joined(separator: " or ")) and a path or '-'"
    case .unknownSymbol(let symbol): "the prices have no symbol '\(symbol)'; name one of theirs"
    }
  }

  var exitStatus: ExitStatus { .usage }
}

extension Sequence {
  /// The variant that the command line names.
  func chosen<Body>(_ name: String) throws -> Variant<Body> where Element == Variant<Body> {
    guard let variant = named(name) else {
      throw EngineUsageError.unknownVariant(name, known: map(\.name))
    }
    return variant
  }
}

/// `FORMAT=PATH` of an engine subcommand; `-` is standard output.
struct ResultDestination {
  enum Format: String, CaseIterable { case csv, json }

  let format: Format
  let path: String

  init(_ text: String) throws {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, let format = Format(rawValue: parts[0]), !parts[1].isEmpty else {
      throw EngineUsageError.unknownFormat(text, known: Format.allCases.map(\.rawValue))
    }
    self.format = format
    path = parts[1] == "-" ? AtomicFile.standardOutput : parts[1]
  }
}
