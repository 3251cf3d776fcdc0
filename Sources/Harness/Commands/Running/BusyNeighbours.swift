import Foundation
import TickmarkMeasurement

/// Processes that keep a core busy each, as other people's work does on a shared machine.
final class BusyNeighbours {
  private var processes: [Process] = []

  init(count: Int) throws {
    for _ in 0..<count {
      let process = Process()
      process.executableURL = FreshProcess.ownExecutable
      process.arguments = [SpinCommand.name, "\(ProcessInfo.processInfo.processIdentifier)"]
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      processes.append(process)
    }
  }

  func stop() {
    for process in processes {
      process.terminate()
      process.waitUntilExit()
    }
    processes = []
  }
}
