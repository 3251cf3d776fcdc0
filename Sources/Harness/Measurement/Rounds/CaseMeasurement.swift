import Glibc
import TickmarkAgreement
import TickmarkAllocator

/// Measures one case in this process: verify, warm up, calibrate, time in rounds, count allocations.
public struct CaseMeasurement {
  private let id: CaseID
  private let operation: Operation
  private let plan: MeasurementPlan
  private let stopwatch: any Stopwatch

  public init(
    _ operation: Operation, id: CaseID, plan: MeasurementPlan, stopwatch: any Stopwatch = SystemStopwatch()
  ) {
    self.operation = operation
    self.id = id
    self.plan = plan
    self.stopwatch = stopwatch
  }

  public func measure(seed: UInt64) -> ProcessReport {
    let start = stopwatch.now()
    let comparisons = Verification.compare(operation)
    // Before the yardsticks: their memory is the harness's, not the case's.
    let resident = Self.maximumResidentBytes()
    let timed = operation.variants.indices.filter { comparisons[$0].first == nil }
    let yardsticks = operation.yardsticks.map { Yardstick($0) }
    let calibration = Calibration(plan: plan, stopwatch: stopwatch)

    func nanosecondsPerCall(_ run: (Int) -> Void) -> Double {
      calibration.nanosecondsPerCall { calls in stopwatch.time(calls: calls, run) }
    }
    let fastest = timed.map { nanosecondsPerCall(operation.variants[$0].body.run) }.min() ?? 1
    let calls = calibration.calls(filling: fastest)
    let rulers = yardsticks.map { yardstick in
      RoundTimer.Body(
        calls: calibration.calls(filling: nanosecondsPerCall(yardstick.run)), on: stopwatch, yardstick.run)
    }
    let bodies = timed.map { RoundTimer.Body(calls: calls, on: stopwatch, operation.variants[$0].body.run) }
    let warming = (bodies + rulers).map { WarmUp(plan: plan).run($0) }.count { $0 == .warming }
    let times = RoundTimer(plan: plan, stopwatch: stopwatch).time(bodies + rulers + rulers.prefix(1), seed: seed)

    var notes = stopwatch.modelName.map { ["\(id): times are of the model '\($0)', not of a clock"] } ?? []
    if !Allocator.isCounting { notes.append("allocations: not counted, since this build has no jemalloc") }
    if warming > 0 { notes.append("\(id): a body was still getting faster when its time to warm up was over") }
    if times.keptAll { notes.append("\(id): too few rounds had the processor for themselves; all were kept") }
    let variants = operation.variants.indices.map { index in
      let place = timed.firstIndex(of: index)
      return ProcessReport.VariantTimes(
        name: operation.variants[index].name, wall: place.map { times.wall[$0] } ?? [],
        cpu: place.map { times.cpu[$0] } ?? [],
        allocation: place == nil ? nil : AllocationCounters.ofSecondCall(operation.variants[index].body),
        usage: place == nil ? nil : ResourceUsage.ofCall(calls: calls, operation.variants[index].body.run),
        largestError: comparisons[index].largestError, disagreement: comparisons[index].first?.description)
    }
    return ProcessReport(
      id: id, elements: operation.elements, items: operation.items, unit: operation.unit,
      agreement: "\(operation.agreement)",
      variants: variants,
      yardsticks: yardsticks.indices.map {
        .init(kind: yardsticks[$0].kind, wall: times.wall[timed.count + $0])
      },
      control: times.wall.last ?? [], rounds: times.wall.last?.count ?? 0, discarded: times.discarded,
      seconds: Double(stopwatch.now() - start) * 1e-9, maximumResidentBytes: resident,
      allocator: AllocatorStatistics.current(), notes: notes)
  }

  private static func maximumResidentBytes() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss * 1_024
  }
}
