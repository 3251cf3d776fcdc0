public import TickmarkAgreement

/// One series, or a few, computed from every day's bar and those before it.
///
/// A conforming type is the contract: its doc comment has the formula, its properties the parameters. The work is done
/// by `Steps`, which handle one series a bar at a time (a stream, and the variant `scalar`), and by the variants' bodies,
/// which handle a tile.
///
/// - Gaps: NaN and infinite inputs are gaps. Each indicator says what one does to it.
/// - Units, agreement and complexity where an indicator says nothing else: the unit of the closes; `.exact`; O(1) a bar,
///   amortised over blocks of one period where there is a window (`RollingSum` says why), with no allocation.
public protocol Indicator: Sendable, Hashable {
  associatedtype Steps: IndicatorSteps where Steps.Parameters == Self

  /// What the command line calls it.
  static var name: String { get }
  /// One line that says what it computes.
  static var summary: String { get }
  static var parameters: [IndicatorParameter] { get }
  /// What it reads of a bar.
  static var inputs: BarFields { get }
  static var columnCount: Int { get }
  /// The first is the reference, `scalar`.
  static var variants: [Variant<IndicatorBody<Self>>] { get }

  /// - Parameter values: one for each of `parameters`, in their order.
  /// - Throws: `parameterCount` and `badParameter`.
  init(_ values: [Double]) throws(IndicatorError)

  /// The parameters' values, in the order of `parameters`.
  var values: [Double] { get }
  /// How many rows of a series without gaps lack a value.
  var lookBack: Int { get }
  /// The same for each column; where they differ, `lookBack` is the most.
  var lookBacks: [Int] { get }
  /// The names of the columns, `columnCount` of them; no other parameters give the same ones.
  var columns: [String] { get }
  /// This indicator of many series; every type has the standard one, compiled for itself.
  func streams(symbols: Int) -> SymbolStreams
}

extension Indicator {
  /// As the command line writes it: `sma:20`, `macd:12/26/9`.
  public var specification: String {
    values.isEmpty ? Self.name : "\(Self.name):\(values.map(IndicatorParameter.text).joined(separator: "/"))"
  }

  public var lookBacks: [Int] { Array(repeating: lookBack, count: Self.columnCount) }

  /// The values, if there is one in range for each parameter.
  static func checked(_ values: [Double]) throws(IndicatorError) -> [Double] {
    guard values.count == parameters.count else {
      throw .parameterCount(name, given: values.count, wanted: parameters.map(\.name))
    }
    for (value, parameter) in zip(values, parameters) {
      guard parameter.accepts(value) else {
        throw .badParameter(name, parameter, given: IndicatorParameter.text(value))
      }
    }
    return values
  }

  /// A column's name: the indicator's, perhaps a part's, and the parameters' values.
  func column(_ part: String? = nil) -> String {
    ([part ?? Self.name] + values.map(IndicatorParameter.text)).joined(separator: "_")
  }
}
