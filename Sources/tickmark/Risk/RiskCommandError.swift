import TickmarkCommands
import TickmarkRisk

/// What stops `tickmark risk`.
enum RiskCommandError: ReportableError {
  case gap(path: String, symbol: String, date: String)
  case device(String, DeviceError)

  var description: String {
    switch self {
    case .gap(let path, let symbol, let date):
      "'\(path)': '\(symbol)' has no return on \(date); fill the price, or leave such days out with '--gaps leave-out'"
    case .device(let variant, let error):
      "variant '\(variant)' cannot compute here: \(error); leave '--variant' out to have another one chosen"
    }
  }

  var exitStatus: ExitStatus {
    switch self {
    case .gap: .badData
    case .device: .badConfiguration
    }
  }
}
