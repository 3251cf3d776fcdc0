import Foundation
import TickmarkMeasurement
import TickmarkTypesetting

/// Finds out which functions ask for memory: one call under the allocator's own profiler.
package enum HeapProfiler {
  /// - Throws: `ProfilingError.noHeap` where the allocator does not tell, `MeasurementError` where the process fails.
  package static func profile(_ side: ProfiledSide, scratch: Scratch) throws -> Profile {
    let path = try scratch.part("heap").appendingPathComponent("dump").path
    let answer = try ask(side, path)
    if let refusal = answer.refusal {
      throw refusal == "absent"
        ? ProfilingError.absent(case: "\(side.id)", variant: side.variant, build: side.build)
        : ProfilingError.noHeap(reason: refusal)
    }
    guard let text = FileManager.default.contents(atPath: path).map({ String(decoding: $0, as: UTF8.self) }) else {
      throw ProfilingError.unreadable(of: "the heap profiler", problem: "there is no file of it")
    }
    let dump: HeapDump
    do { dump = try HeapDump(text) } catch {
      throw ProfilingError.unreadable(of: "the heap profiler", problem: "\(error)")
    }
    return profile(side, answer, collected(dump, program: side.path), period: dump.period)
  }

  private static func profile(
    _ side: ProfiledSide, _ answer: HeapCall.Answer, _ collected: StackCollector, period: Int
  ) -> Profile {
    let total = collected.stacks.total
    var profile = Profile(side, .bytes(period: period), [collected])
    profile.notes = [
      "The allocator's counters saw \(Units.quantity(Double(answer.bytes), unit: "B")) asked for by the calling thread in a call "
        + "(allocations: \(answer.allocations)), rounded up to its classes; the stacks hold "
        + ProfileText.percent(total, of: answer.bytes) + " of that",
      period > 1
        ? "Stacks were noted once in \(Units.quantity(Double(period), unit: "B")) on average: small sites may be missing, and "
          + "amounts are estimates" : "Every allocation was noted",
      "Not in it: memory that is mapped without malloc, stacks of threads, and what the first two calls of the body have kept",
    ]
    return profile
  }

  private static func ask(_ side: ProfiledSide, _ path: String) throws -> HeapCall.Answer {
    let request = HeapCall.Request(id: side.id, variant: side.variant, path: path)
    var environment = ProcessInfo.processInfo.environment
    let own = environment["MALLOC_CONF"].map { $0 + "," } ?? ""
    environment["MALLOC_CONF"] = own + HeapCall.configuration
    let text = String(decoding: try JSONEncoder().encode(request), as: UTF8.self)
    let process: ChildProcess
    do {
      process = try ChildProcess(
        executable: side.executable.path, arguments: [side.subcommands.heap, text], environment: environment)
    } catch {
      throw MeasurementError.cannotStart(executable: side.executable.path, reason: "\(error)")
    }
    let overdue = Overdue(process.identifier, seconds: side.timeoutSeconds)
    let messages = Drain(process.errors)
    let data = process.output.readDataToEndOfFile()
    let end = process.wait()
    if overdue.cancel() { throw MeasurementError.timedOut(case: "\(side.id)", seconds: side.timeoutSeconds) }
    guard end.status == 0, !end.isSignalled else {
      throw MeasurementError.processFailed(
        case: "\(side.id)", status: end.status, signalled: end.isSignalled, lastLine: messages.reason)
    }
    guard let answer = try? JSONDecoder().decode(HeapCall.Answer.self, from: data) else {
      throw MeasurementError.unreadableReport(case: "\(side.id)")
    }
    return answer
  }

  /// Names the addresses by the symbols of the files that they lie in.
  static func collected(_ dump: HeapDump, program: String) -> StackCollector {
    var collector = StackCollector(program: program, countsHarness: false)
    var files: [String: ElfSymbols?] = [:]
    for site in dump.sites {
      let frames = site.addresses.enumerated().compactMap { place, address -> StackCollector.RawFrame? in
        // A call returns behind itself, which may be another function already.
        let call = address > 0 && place > 0 ? address - 1 : address
        guard let mapping = dump.mappings.first(where: { $0.range.contains(call) }) else {
          return StackCollector.RawFrame(symbol: nil, object: "[unknown]")
        }
        // Every stack begins within the allocator.
        if mapping.path.contains("/libjemalloc") { return nil }
        let symbols = files[mapping.path] ?? ElfSymbols(path: mapping.path)
        files[mapping.path] = symbols
        let offset = (call - mapping.range.lowerBound).addingReportingOverflow(mapping.offset)
        return StackCollector.RawFrame(
          symbol: offset.overflow ? nil : symbols?.name(atOffset: offset.partialValue), object: mapping.path)
      }
      let bytes = dump.bytes(of: site)
      if bytes > 0 { collector.add(frames, count: bytes) }
    }
    return collector
  }
}
