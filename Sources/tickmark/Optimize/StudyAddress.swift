import ArgumentParser
import TickmarkOptimization
import TickmarkStudies

/// Where a study is kept, as Optuna writes it too.
enum StudyAddress: Equatable, ExpressibleByArgument {
  case memory
  case sqlite(path: String)
  case postgreSQL(address: String)

  init?(argument: String) {
    if argument == "memory" {
      self = .memory
    } else if argument.hasPrefix("sqlite:///"), argument.count > "sqlite:///".count {
      self = .sqlite(path: String(argument.dropFirst("sqlite:///".count)))
    } else if let scheme = argument.split(separator: ":", maxSplits: 1).first,
      ["postgresql", "postgres", "postgresql+psycopg2", "postgresql+psycopg"].contains(scheme), argument.contains("://")
    {
      self = .postgreSQL(address: argument)
    } else {
      return nil
    }
  }

  /// As it was given.
  var text: String {
    switch self {
    case .memory: "memory"
    case .sqlite(let path): "sqlite:///\(path)"
    case .postgreSQL(let address): address
    }
  }

  /// For others to read.
  var shown: String {
    if case .postgreSQL(let address) = self { PostgreSQLAddress.withoutPassword(address) } else { text }
  }

  static var allValueStrings: [String] { ["memory", "sqlite:///FILE", "postgresql://…"] }

  /// - Throws: `StorageError`.
  func open(_ header: StudyHeader, _ space: SearchSpace) throws -> any StudyStorage {
    switch self {
    case .memory: MemoryStorage(header, space: space)
    case .sqlite(let path): try RelationalStorage(sqlite: path, header, space: space)
    case .postgreSQL(let address):
      // Optuna names its driver in the scheme, which libpq does not know.
      try RelationalStorage(
        postgreSQL: "postgresql" + address.drop { $0 != ":" }, header, space: space)
    }
  }
}
