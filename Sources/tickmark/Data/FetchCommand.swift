import ArgumentParser
import Foundation
import TickmarkFrames

extension DataCommand {
  struct Fetch: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "fetch", abstract: "Download real prices from two pinned packages of the Python index.",
      discussion: """
        Files that are already there, with the right content, are left alone; others are replaced. The prices are not this \
        project's to publish.
        """)

    @Option(help: "The folder for the price files.", completion: .directory) var into = ".tickmark/data"
    @Option(help: "A folder with the wheels, instead of the network.", completion: .directory) var wheels: String?

    func run() throws {
      for wheel in PinnedWheel.all {
        let missing = try wheel.contents.filter { content in
          let path = "\(into)/\(content.name)"
          return try !FileManager.default.fileExists(atPath: path) || ContentHash.sha256(of: path) != content.sha256
        }
        for content in wheel.contents where !missing.contains(where: { $0.name == content.name }) {
          DataCommand.say("'\(into)/\(content.name)' is already there")
        }
        if !missing.isEmpty { try WheelUnpacking(wheel: wheel, folder: into, wheels: wheels).unpack(missing) }
      }
    }
  }
}

/// Brings one wheel's files into the data folder: download, check, unpack beside, rename.
struct WheelUnpacking {
  let wheel: PinnedWheel
  let folder: String
  let wheels: String?

  func unpack(_ contents: [PinnedWheel.Content]) throws {
    let scratch = "\(folder)/.fetch-\(ProcessInfo.processInfo.processIdentifier)"
    do {
      try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
    } catch {
      throw FetchError.cannotWrite(path: folder, reason: String(cString: strerror(errno)))
    }
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    let file = try obtain(into: scratch)
    let found = try ContentHash.sha256(of: file)
    guard found == wheel.sha256 else {
      throw FetchError.wrongHash(file: wheel.fileName, expected: wheel.sha256, found: found)
    }
    let unpacked = "\(scratch)/unpacked"
    let result = try Self.python(
      ["-c", Self.unpackScript, file, unpacked] + contents.flatMap { [$0.source, $0.name] })
    switch result.status {
    case 0: break
    case Self.diskFailure: throw FetchError.cannotWrite(path: folder, reason: result.lastLine)
    default: throw FetchError.notUnpacked(file: wheel.fileName, reason: result.lastLine)
    }
    for content in contents {
      let destination = "\(folder)/\(content.name)"
      guard rename("\(unpacked)/\(content.name)", destination) == 0 else {
        throw FetchError.cannotWrite(path: destination, reason: String(cString: strerror(errno)))
      }
      DataCommand.say("unpacked '\(destination)'")
    }
  }

  /// The wheel's path: in the given folder, or downloaded.
  private func obtain(into scratch: String) throws -> String {
    if let wheels {
      let file = "\(wheels)/\(wheel.fileName)"
      guard FileManager.default.fileExists(atPath: file) else {
        throw FetchError.noWheel(name: wheel.fileName, folder: wheels)
      }
      return file
    }
    let package = "\(wheel.package)==\(wheel.version)"
    DataCommand.say("downloading \(package)")
    let result = try Self.python([
      "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--retries", "1", "--timeout", "20",
      "--no-deps",
      "--only-binary=:all:", "-d", scratch, package,
    ])
    let file = "\(scratch)/\(wheel.fileName)"
    guard result.status == 0, FileManager.default.fileExists(atPath: file) else {
      throw FetchError.notDownloaded(package: package, reason: result.lastLine)
    }
    return file
  }

  /// The status with which the script below says that the disk, not the wheel, is at fault.
  private static let diskFailure: Int32 = 74

  /// Arguments: wheel, folder, then pairs of a path inside and a name.
  private static let unpackScript = """
    import gzip, os, sys, zipfile
    wheel, folder, *pairs = sys.argv[1:]
    try:
        os.makedirs(folder, exist_ok=True)
        with zipfile.ZipFile(wheel) as archive:
            for source, name in zip(pairs[::2], pairs[1::2]):
                data = archive.read(source)
                with open(os.path.join(folder, name), "wb") as file:
                    file.write(gzip.decompress(data) if source.endswith(".gz") else data)
                    file.flush()
                    os.fsync(file.fileno())
    except OSError as error:
        print(error.strerror or error, file=sys.stderr)
        sys.exit(74)
    """

  private static func python(_ arguments: [String]) throws -> (status: Int32, lastLine: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    let messages = Pipe()
    process.standardOutput = FileHandle.nullDevice
    process.standardError = messages
    do { try process.run() } catch { throw FetchError.noPython }
    let text = String(decoding: messages.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    if process.terminationStatus == 127 { throw FetchError.noPython }
    let last = text.split(separator: "\n").last { !$0.isEmpty }
    return (
      process.terminationStatus, last.map { String($0.prefix(160)) } ?? "python3 exited \(process.terminationStatus)"
    )
  }
}
