import Foundation
import PackagePlugin

/// `swift package tickmark …`: builds the package's benchmark program for release and runs it with the words that follow.
///
///     swift package --allow-writing-to-package-directory tickmark run --filter parsing
///
/// The program is the one executable product that uses the product `Tickmark`; `--product NAME` names another, or one of
/// several. It runs in the package's folder.
///
/// The package manager ends with 0 where the program does, else with 1, and names the program's own status on standard
/// error. It puts both streams of a plugin on its standard output: say `--quiet` where data is wanted there and no messages.
@main struct TickmarkPlugin: CommandPlugin {
  func performCommand(context: PluginContext, arguments: [String]) throws {
    var words = ArgumentExtractor(arguments)
    let named = words.extractOption(named: "product")
    let name = try program(named, of: context.package)
    Diagnostics.remark("building '\(name)' for release")
    let status = try run(build(name), words.remainingArguments, in: context.package.directoryURL)
    // The status is in the package manager's message, and 1 becomes its own.
    if status != 0 { exit(status) }
  }

  /// - Throws: where none or several are meant.
  private func program(_ named: [String], of package: Package) throws -> String {
    let products = package.products(ofType: ExecutableProduct.self)
    guard named.isEmpty else {
      guard named.count == 1 else { throw Refusal.severalNames(named) }
      guard products.contains(where: { $0.name == named[0] }) else {
        throw Refusal.unknown(named[0], known: products.map(\.name).sorted())
      }
      return named[0]
    }
    let users = products.filter { product in
      product.mainTarget.recursiveTargetDependencies.contains { $0.name == "Tickmark" }
    }
    guard users.count == 1 else { throw Refusal.notOne(users.map(\.name).sorted()) }
    return users[0].name
  }

  /// - Throws: with the compiler's messages where it does not build.
  private func build(_ product: String) throws -> URL {
    let result = try packageManager.build(
      .product(product), parameters: .init(configuration: .release, logging: .concise))
    guard result.succeeded else { throw Refusal.doesNotBuild(product, log: result.logText) }
    guard let program = result.builtArtifacts.first(where: { $0.kind == .executable }) else {
      throw Refusal.noProgram(product)
    }
    return program.url
  }

  private func run(_ program: URL, _ arguments: [String], in folder: URL) throws -> Int32 {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    try process.run()
    process.waitUntilExit()
    guard process.terminationReason == .exit else {
      throw Refusal.killed(program.lastPathComponent, signal: process.terminationStatus)
    }
    return process.terminationStatus
  }
}

/// Why nothing was run, or nothing can be said of it.
enum Refusal: Error, CustomStringConvertible {
  case severalNames([String])
  case unknown(String, known: [String])
  case notOne([String])
  case doesNotBuild(String, log: String)
  case noProgram(String)
  case killed(String, signal: Int32)

  var description: String {
    switch self {
    case .severalNames(let names):
      "--product is given \(names.count) times: \(names.joined(separator: ", ")); name one"
    case .unknown(let name, let known):
      "no executable product '\(name)' in this package; there are: \(known.joined(separator: ", "))"
    case .notOne([]):
      "no executable target of this package depends on the product 'Tickmark'; add one, or say --product NAME"
    case .notOne(let names):
      "several programs of this package use 'Tickmark': \(names.joined(separator: ", ")); choose with --product NAME"
    case .doesNotBuild(let name, let log): "'\(name)' does not build:\n\(log)"
    case .noProgram(let name): "the build of '\(name)' left no program; build it with 'swift build --product \(name)'"
    case .killed(let name, let signal): "'\(name)' was ended by signal \(signal)"
    }
  }
}
