import TickmarkCommands
import TickmarkFrames
import TickmarkRisk

/// A problem as its CSV files have it.
struct PortfolioFiles {
  let problem: PortfolioProblem
  /// Of the assets; nil where no file names them.
  let names: [String]?
  /// What was added to each variance, as a fraction of it, before anything else.
  let repair: Double

  init(
    mu: String?, cov: String, bounds: String?, groups: String?, lower: Double, cap: Double, precision: Precision
  ) throws {
    let covariance = try NumberTable(csv: cov)
    var names = Names(covariance.columnNames ?? covariance.rowNames, from: cov)
    guard covariance.rows == covariance.columns else {
      throw PortfolioFileError.notSquare(cov, rows: covariance.rows, columns: covariance.columns)
    }
    let count = covariance.rows
    let rounded = { (value: Double) in precision == .float32 ? Double(Float(value)) : value }
    let matrix = Matrix<Double>(rows: count, columns: count) { rounded(covariance.values[$0 * count + $1]) }
    let returns = try mu.map { try Self.vector($0, count: count, &names) }
    let limits = try Self.bounds(bounds, count: count, lower: lower, cap: cap, &names)
    let (repaired, ridge) = try PortfolioCovariance(matrix).repaired()
    problem = try PortfolioProblem(
      expectedReturns: returns?.map(rounded) ?? Array(repeating: 0, count: count), covariance: repaired,
      limits: PortfolioLimits(
        lower: limits.lower, upper: limits.upper,
        groups: try groups.map { try Self.groups($0, count: count, &names) } ?? []))
    self.names = names.known
    repair = ridge
  }

  /// The first names that a file gives, which every other file has to give, too.
  private struct Names {
    private(set) var known: [String]?
    private var path: String

    init(_ names: [String]?, from path: String) {
      known = names
      self.path = path
    }

    mutating func check(_ names: [String]?, of other: String) throws {
      guard let names else { return }
      guard let known else {
        (self.known, path) = (names, other)
        return
      }
      guard let place = known.indices.first(where: { !names.indices.contains($0) || names[$0] != known[$0] }) else {
        return
      }
      throw PortfolioFileError.otherNames(
        path, known[place], other, names.indices.contains(place) ? names[place] : "nothing")
    }
  }

  private static func vector(_ path: String, count: Int, _ names: inout Names) throws -> [Double] {
    let table = try NumberTable(csv: path)
    let isRow = table.rows == 1 && table.columns > 1
    guard table.values.count == count, isRow || table.columns == 1 else {
      throw PortfolioFileError.otherCount(path, rows: table.rows, columns: table.columns, assets: count)
    }
    try names.check(isRow ? table.columnNames : table.rowNames, of: path)
    return table.values
  }

  private static func bounds(
    _ path: String?, count: Int, lower: Double, cap: Double, _ names: inout Names
  ) throws -> (lower: [Double], upper: [Double]) {
    guard let path else { return (Array(repeating: lower, count: count), Array(repeating: cap, count: count)) }
    let table = try NumberTable(csv: path)
    guard table.rows == count, table.columns == 2 else {
      throw PortfolioFileError.otherCount(path, rows: table.rows, columns: table.columns, assets: count)
    }
    try names.check(table.rowNames, of: path)
    return ((0..<count).map { table.values[2 * $0] }, (0..<count).map { table.values[2 * $0 + 1] })
  }

  private static func groups(_ path: String, count: Int, _ names: inout Names) throws -> [GroupLimit] {
    let table = try NumberTable(csv: path)
    guard table.columns == count + 2 else {
      throw PortfolioFileError.otherCount(path, rows: table.rows, columns: table.columns, assets: count)
    }
    try names.check(table.columnNames.map { Array($0.dropFirst(2)) }, of: path)
    return try (0..<table.rows).map { row in
      let entries = table.values[row * table.columns..<(row + 1) * table.columns]
      let factors = Array(entries.dropFirst(2))
      if let strange = factors.first(where: { $0 != 0 && $0 != 1 }) {
        throw PortfolioFileError.noMembership(path, group: row + 1, strange)
      }
      return GroupLimit(
        name: table.rowNames?[row] ?? "\(row + 1)", members: factors.indices.filter { factors[$0] == 1 },
        lower: entries[entries.startIndex], upper: entries[entries.startIndex + 1])
    }
  }
}

/// What does not fit together in the files of a portfolio.
enum PortfolioFileError: ReportableError {
  case notSquare(String, rows: Int, columns: Int)
  case otherCount(String, rows: Int, columns: Int, assets: Int)
  case otherNames(String, String, String, String)
  case noMembership(String, group: Int, Double)

  var description: String {
    switch self {
    case .notSquare(let path, let rows, let columns):
      "'\(path)' has \(rows) rows of \(columns) numbers; a covariance has as many of both"
    case .otherCount(let path, let rows, let columns, let assets):
      "'\(path)' has \(rows) rows of \(columns) numbers, and the covariance \(assets) assets; give the same assets"
    case .otherNames(let path, let name, let other, let otherName):
      "'\(path)' has '\(name)' where '\(other)' has '\(otherName)'; give the same assets in the same order"
    case .noMembership(let path, let group, let value):
      "'\(path)': group \(group) has \(value) for an asset; write 1 for a member and 0 for any other"
    }
  }

  var exitStatus: ExitStatus { .badData }
}
