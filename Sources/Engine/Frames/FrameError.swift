public import TickmarkMemory

/// Where in a text file something stands: a 1-based line, the way editors count.
public struct Place: Equatable, Sendable {
  public let path: String
  public let line: Int

  public init(path: String, line: Int) {
    self.path = path
    self.line = line
  }
}

/// Why a file of prices could not be read or written.
///
/// - Reading: `file` when its bytes cannot be had; every other case names what the file holds.
/// - Writing: `cannotWrite`; the file that stood there before is as it was.
public enum FrameError: Error, Equatable, Sendable {
  case file(MemoryError)
  case empty(path: String)
  case noRows(path: String)
  case missingColumn(path: String, column: String)
  case repeatedColumn(path: String, column: String)
  case ragged(Place, fields: Int, expected: Int)
  case notANumber(Place, field: String, text: String)
  case numberTooLarge(Place, field: String, text: String)
  case tooManyDigits(Place, field: String, text: String)
  case notADate(Place, field: String, text: String)
  case timeOfDay(Place, field: String, text: String)
  case noSymbol(Place)
  case repeatedSymbol(Place, symbol: String)
  case notText(Place, field: String)
  case openQuote(Place)
  case textAfterQuote(Place)
  case duplicate(Place, symbol: String?, moment: Moment)
  case outOfOrder(Place, symbol: String?, moment: Moment, after: Moment)
  case volumesTooWide(symbol: String)
  case notDaily
  case calendarOutOfOrder(Day, after: Day)
  case unknownAction(Place, text: String)
  case badAction(Place, kind: CorporateAction.Kind, text: String)
  case dividendTooLarge(symbol: String, day: Day, amount: Double, close: Double)
  case notAFrame(path: String)
  case damaged(path: String, part: String)
  case newer(path: String, version: UInt32)
  case notAPanel(path: String)
  case damagedPanel(path: String, part: String)
  case newerPanel(path: String, version: UInt32)
  case noColumn(path: String, name: String)
  case wrongHash(path: String, expected: String, found: String)
  case cannotWrite(path: String, code: Int32)

  /// What kind of fault it is; the command line chooses its exit status by it.
  public enum Kind: Sendable { case missing, unreadable, badData, unwritable }

  public var kind: Kind {
    switch self {
    case .file(let error): error.isMissing ? .missing : .unreadable
    case .cannotWrite: .unwritable
    default: .badData
    }
  }
}
