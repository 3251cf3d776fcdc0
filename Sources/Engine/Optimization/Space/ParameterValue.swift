/// A value as a strategy sees it, or a choice as it was written.
public enum ParameterValue: Sendable, Hashable {
  case integer(Int)
  case float(Double)
  case text(String)
  case truth(Bool)
  /// A choice of none, which studies of other programs may have.
  case nothing

  /// As a number, where it is one.
  public var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .float(let value): value
    case .text, .truth, .nothing: nil
    }
  }
}

extension ParameterValue: CustomStringConvertible {
  public var description: String {
    switch self {
    case .integer(let value): "\(value)"
    case .float(let value): "\(value)"
    case .text(let value): value
    case .truth(let value): "\(value)"
    case .nothing: "none"
    }
  }
}
