import TickmarkStatistics

/// Times several bodies in rounds: each body once a round, in a shuffled order that favours none, until the time is up.
///
/// A round in which the thread lost the processor is discarded for all bodies alike, so that no body's bad luck becomes
/// a difference. So are the rounds of a stretch of time in which the hypervisor took the processor away.
struct RoundTimer {
  /// How often the hypervisor is asked: its own clock ticks a hundred times a second.
  private static let stretch: UInt64 = 20_000_000

  /// What is timed, wherever it runs.
  struct Body<Failure: Error> {
    /// How many calls make a slice.
    let calls: Int
    /// Times so many calls.
    let time: (_ calls: Int) throws(Failure) -> Lap
  }

  /// Times a call, in nanoseconds, `[body][kept round]`.
  struct Times {
    var wall: [[Double]]
    var cpu: [[Double]]
    var discarded = 0
    /// All rounds were kept, because too few had the processor for themselves.
    var keptAll = false
  }

  let plan: MeasurementPlan
  /// Tells when the time is up.
  var stopwatch: any Stopwatch = SystemStopwatch()

  func time<Failure>(_ bodies: [Body<Failure>], seed: UInt64) throws(Failure) -> Times {
    var random = SplitMix64(seed: seed)
    let orders = Permutation.balanced(items: bodies.count, rounds: plan.maximumRounds, using: &random)
    var wall = [[Double]](repeating: [], count: bodies.count)
    var cpu = wall
    for index in bodies.indices {
      wall[index].reserveCapacity(plan.maximumRounds)
      cpu[index].reserveCapacity(plan.maximumRounds)
    }
    var lost: [Bool] = []
    lost.reserveCapacity(plan.maximumRounds)
    let budget = UInt64(plan.secondsPerProcess * 1e9)
    let start = stopwatch.now()
    var stretch = (start: start, first: 0, stolen: stopwatch.stolen())
    for order in orders {
      let kept = lost.count { !$0 }
      let elapsed = stopwatch.now() - start
      // A busy machine gets three times the time to reach the minimum, then the rounds that there are must do.
      if elapsed >= budget, kept >= plan.minimumRounds || (elapsed >= 3 * budget && lost.count >= plan.minimumRounds) {
        break
      }
      lost.append(try round(order, bodies, &wall, &cpu))
      guard stopwatch.now() - stretch.start >= Self.stretch else { continue }
      let stolen = stopwatch.stolen()
      if stolen > stretch.stolen { for index in stretch.first..<lost.count { lost[index] = true } }
      stretch = (stopwatch.now(), lost.count, stolen)
    }
    return keep(wall, cpu, lost)
  }

  /// Times each body once; returns whether the thread lost the processor meanwhile.
  private func round<Failure>(
    _ order: [Int], _ bodies: [Body<Failure>], _ wall: inout [[Double]], _ cpu: inout [[Double]]
  ) throws(Failure) -> Bool {
    var lost = false
    for index in order {
      let body = bodies[index]
      let lap = try body.time(body.calls)
      wall[index].append(Double(lap.wall) / Double(body.calls))
      cpu[index].append(Double(lap.cpu) / Double(body.calls))
      lost = lost || Int64(lap.wall) - Int64(lap.cpu) > max(2_000, Int64(lap.wall) / 50)
    }
    return lost
  }

  private func keep(_ wall: [[Double]], _ cpu: [[Double]], _ lost: [Bool]) -> Times {
    let kept = lost.indices.filter { !lost[$0] }
    guard kept.count >= plan.minimumRounds else {
      return Times(wall: wall, cpu: cpu, discarded: 0, keptAll: lost.contains(true))
    }
    return Times(
      wall: wall.map { times in kept.map { times[$0] } }, cpu: cpu.map { times in kept.map { times[$0] } },
      discarded: lost.count - kept.count)
  }
}

extension RoundTimer.Body where Failure == Never {
  /// A body of this process.
  init(calls: Int, on stopwatch: any Stopwatch, _ run: @escaping (_ calls: Int) -> Void) {
    self.init(calls: calls) { calls in stopwatch.time(calls: calls, run) }
  }
}
