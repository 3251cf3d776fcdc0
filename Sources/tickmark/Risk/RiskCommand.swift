public import ArgumentParser
import TickmarkAgreement
import TickmarkCommands
import TickmarkFrames
public import TickmarkRisk

extension ReturnKind: ExpressibleByArgument {}
extension GapRule: ExpressibleByArgument {}

/// How far a covariance is drawn towards a simple one.
enum Shrinkage: String, CaseIterable, ExpressibleByArgument {
  case none
  case ledoitWolf = "ledoit-wolf"
}

struct RiskCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "risk", abstract: "Compute the covariance of the daily returns of a price file's symbols.",
    discussion: """
      The matrix has a row and a column a symbol. Who computes is chosen by size and by what the machine has, and told on \
      standard error: a CUDA device where it pays, OpenBLAS, or kernels of our own.
      """)

  @Option(help: "Prices: a long CSV file (symbol, date, …, close), a wide one (date, a column a symbol) or .tmf.")
  var prices: String?

  @Option(help: "Write the covariances to this file; '-' is standard output.")
  var covariance: String = "-"

  @Option(help: "simple or log.")
  var returns: ReturnKind = .simple

  @Option(help: "Days on which some symbol has no return: refuse, or leave-out for all symbols.")
  var gaps: GapRule = .refuse

  @Option(help: "none or ledoit-wolf.")
  var shrinkage: Shrinkage = .none

  @Option(name: .customLong("half-life"), help: "Days after which a day counts half; all days count alike if not said.")
  var halfLife: Double?

  @Option(help: "auto, cuda, blas, simd or scalar.")
  var variant = "auto"

  @Option(help: "float32 or float64.")
  var precision: Precision = .float32

  @ArgumentParser.Flag(
    help: "Say which device would compute, from which size it pays, and why others do not; then end.")
  var devices = false

  func validate() throws {
    if !devices, prices == nil { throw ValidationError("Missing expected argument '--prices <prices>'") }
    if shrinkage == .ledoitWolf, halfLife != nil {
      throw ValidationError("give '--shrinkage ledoit-wolf' or '--half-life', not both")
    }
  }

  func run() throws {
    guard !devices, let prices else { return print(try DeviceText.lines().joined(separator: "\n")) }
    let destination = covariance == "-" ? AtomicFile.standardOutput : covariance
    switch precision {
    case .float32:
      let table: CovarianceTable<Float> = try result(of: prices) { RiskDevices.shared.compute($0, &$1) }
      try table.write(to: destination)
    case .float64:
      let table: CovarianceTable<Double> = try result(of: prices) { Covariance.onHost($0, &$1) }
      try table.write(to: destination)
    }
  }

  private var rule: CovarianceRule {
    if shrinkage == .ledoitWolf { return .ledoitWolf }
    return halfLife.map { .exponential(halfLife: $0) } ?? .sample
  }

  private func result<Element: RiskElement & CustomStringConvertible>(
    of path: String, automatic: (CovarianceInput<Element>, inout CovarianceWorkspace<Element>) -> Service
  ) throws -> CovarianceTable<Element> {
    let frame = try Frame(any: path, precision: precision)
    let calendar = frame.calendar()
    let panel: Panel<Double> = frame.panel(.close, alignment: .calendar)
    let returns: Returns<Double>
    do throws(RiskError) {
      returns = try Returns(prices: panel, kind: self.returns, gaps: gaps)
    } catch {
      guard case .gap(let day, let asset) = error else { throw error }
      throw RiskCommandError.gap(path: path, symbol: frame.symbols[asset], date: "\(calendar[day])")
    }
    if returns.leftOut > 0 { Messages.warning("'\(path)': \(returns.leftOut) days with gaps are left out") }
    let input = try CovarianceInput(returns: returns.panel.converted(to: Element.self), rule: rule)
    var workspace = CovarianceWorkspace<Element>(days: input.returns.days, assets: input.returns.assets)
    try compute(input, &workspace, automatic)
    if shrinkage == .ledoitWolf { Messages.note("shrinkage \(workspace.shrinkage)") }
    return CovarianceTable(symbols: frame.symbols, matrix: workspace.covariance.copied())
  }

  private func compute<Element: RiskElement>(
    _ input: CovarianceInput<Element>, _ workspace: inout CovarianceWorkspace<Element>,
    _ automatic: (CovarianceInput<Element>, inout CovarianceWorkspace<Element>) -> Service
  ) throws {
    if variant == "auto" {
      let service = automatic(input, &workspace)
      for reason in service.reasons { Messages.note(reason) }
      return Messages.note("computed by \(service.variant)")
    }
    let chosen = try Covariance<Element>.variants.chosen(variant)
    if let error = chosen.body(input, &workspace) { throw RiskCommandError.device(variant, error) }
  }
}
