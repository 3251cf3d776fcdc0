import Glibc

extension Place: CustomStringConvertible {
  public var description: String { "'\(path)', line \(line)" }
}

extension FrameError: CustomStringConvertible {
  /// One line that names the file, the row and field, and what to do.
  public var description: String {
    switch self {
    case .file(let error): error.description
    case .empty(let path): "'\(path)' is empty; give it a header and rows"
    case .noRows(let path): "'\(path)' has a header and no rows; add rows or name another file"
    case .missingColumn(let path, let column):
      "'\(path)', line 1: no column '\(column)'; name one so in the header"
    case .repeatedColumn(let path, let column):
      "'\(path)', line 1: two columns are named '\(Self.shown(column))'; rename or remove one"
    case .noSymbol(let place): "\(place), field 'symbol': empty; name the symbol"
    case .repeatedSymbol(let place, let symbol):
      "\(place), field 'symbol': '\(Self.shown(symbol))' is there twice; remove one of the rows"
    case .volumesTooWide(let symbol):
      "the volumes of '\(Self.shown(symbol))' fit no common scale without loss; round them and import again"
    case .notAFrame(let path): "'\(path)' is not a frame file; import the CSV with 'tickmark data import'"
    case .damaged(let path, let part):
      "'\(path)' is damaged (\(part)); import it again with 'tickmark data import FILE.csv --output \(path)'"
    case .newer(let path, let version):
      "'\(path)' has frame format \(version), newer than this program reads (\(FrameFileLayout.version)); update tickmark or import the CSV again"
    case .notAPanel(let path):
      "'\(path)' is not a panel file; make one with 'tickmark data generate --output FILE.tmpanel'"
    case .damagedPanel(let path, let part): "'\(path)' is damaged (\(part)); make it again"
    case .newerPanel(let path, let version):
      "'\(path)' has panel format \(version), newer than this program reads (\(PanelFileLayout.version)); update tickmark or make it again"
    case .noColumn(let path, let name):
      "'\(path)' has no column '\(Self.shown(name))'; see 'tickmark data info \(path)'"
    case .wrongHash(let path, let expected, let found):
      "'\(path)' has SHA-256 \(found), expected \(expected); remove it and fetch again"
    case .cannotWrite(let path, let code):
      "cannot write '\(path)': \(String(cString: strerror(code))); check the folder, its permissions and free space"
    default: fieldDescription
    }
  }

  private var fieldDescription: String {
    switch self {
    case .ragged(let place, let fields, let expected):
      "\(place): \(fields) field\(fields == 1 ? "" : "s"), the header has \(expected); complete or remove the row"
    case .notANumber(let place, let field, let text):
      "\(place), field '\(Self.shown(field))': '\(Self.shown(text))' is not a number; write a number, or leave a gap empty"
    case .numberTooLarge(let place, let field, let text):
      "\(place), field '\(Self.shown(field))': '\(Self.shown(text))' is too large; read it as float64 or write a smaller number"
    case .tooManyDigits(let place, let field, let text):
      "\(place), field '\(Self.shown(field))': '\(Self.shown(text))' has more digits than can be kept; round it"
    case .notADate(let place, let field, let text):
      "\(place), field '\(Self.shown(field))': '\(Self.shown(text))' is not a date; write YYYY-MM-DD, YYYYMMDD or M/D/YYYY"
    case .timeOfDay(let place, let field, let text):
      "\(place), field '\(Self.shown(field))': '\(Self.shown(text))' has a time of day; this table holds days only"
    case .notText(let place, let field):
      "\(place), field '\(Self.shown(field))': not UTF-8 text; save the file as UTF-8"
    case .openQuote(let place): "\(place): a quote opens here and never closes; close or remove it"
    case .textAfterQuote(let place): "\(place): text after a closing quote; double the quotes inside a field"
    case .duplicate(let place, let symbol, let moment):
      "\(place), field 'date': \(Self.row(symbol, moment)) is there twice; remove one of the rows"
    case .outOfOrder(let place, let symbol, let moment, let after):
      "\(place), field 'date': \(Self.row(symbol, moment)) comes after \(after); sort the rows by date (import can: --sort)"
    default: contentDescription
    }
  }

  private var contentDescription: String {
    switch self {
    case .notDaily:
      "the bars have times of day, and this wants days; make daily bars with 'tickmark data resample --to day'"
    case .calendarOutOfOrder(let day, let after):
      "a calendar has \(day) behind \(after); sort its days and leave each one once"
    case .unknownAction(let place, let text):
      "\(place), field 'kind': '\(Self.shown(text))' is no corporate action; write split or dividend"
    case .badAction(let place, .split, let text):
      "\(place), field 'value': '\(Self.shown(text))' is no ratio of a split; write new shares for an old one, above 0"
    case .badAction(let place, .dividend, let text):
      "\(place), field 'value': '\(Self.shown(text))' is no dividend; write the cash for one share, 0 or more"
    case .dividendTooLarge(let symbol, let day, let amount, let close):
      "the dividend of \(Self.shown(symbol)) on \(day), \(amount), is not below the close before it, \(close); correct one of them"
    default: "unreadable"
    }
  }

  private static func row(_ symbol: String?, _ moment: Moment) -> String {
    symbol.map { "\(shown($0)) \(moment)" } ?? moment.description
  }

  /// A stranger's text, short and on one line.
  static func shown(_ text: String) -> String {
    let scalars = text.unicodeScalars.prefix(40).map { $0.value < 32 || $0.value == 127 ? " " : $0 }
    let short = String(String.UnicodeScalarView(scalars))
    return scalars.count < text.unicodeScalars.count ? short + "…" : short
  }
}
