import Foundation
import Testing

@testable import TickmarkOptimization

/// A small countable space, and one with a bit of everything.
enum Spaces {
  // swift-format-ignore: NeverUseForceTry
  static let small = try! SearchSpace([
    "fast": .integer(low: 5, high: 20, step: 5, isLogarithmic: false),
    "kind": .categorical([.text("sma"), .text("ema"), .text("wma")]),
  ])
  // swift-format-ignore: NeverUseForceTry
  static let mixed = try! SearchSpace([
    "fast": .integer(low: 2, high: 50, step: 1, isLogarithmic: true),
    "kind": .categorical([.text("sma"), .text("ema")]),
    "rate": .float(low: 1e-4, high: 1, step: nil, isLogarithmic: true),
    "stop": .float(low: 0, high: 0.3, step: 0.1, isLogarithmic: false),
    "width": .float(low: -1, high: 1, step: nil, isLogarithmic: false),
  ])
}

@Suite struct SamplerTests {
  private func samplers(_ space: SearchSpace, seed: UInt64 = 1) throws -> [any Sampler] {
    [RandomSampler(space, seed: seed), try SobolSampler(space, seed: seed), TPESampler(space, seed: seed)]
  }

  private func points(_ sampler: any Sampler, _ count: Int) -> [Point] {
    (0..<count).compactMap { sampler.point(of: $0, history: TrialHistory()) }
  }

  @Test func `every point lies in its space, in canonical form`() throws {
    for sampler in try samplers(Spaces.mixed) + [GridSampler(Spaces.small, seed: 3)] {
      let space = sampler.name == "grid" ? Spaces.small : Spaces.mixed
      for point in points(sampler, 200) {
        for (parameter, value) in zip(space.parameters, point.values) {
          #expect(parameter.distribution.canonical(value) == value, "\(sampler.name) \(parameter.name) \(value)")
        }
      }
    }
  }

  @Test func `a trial's point follows from the seed and its number alone`() throws {
    for (one, other) in zip(try samplers(Spaces.mixed), try samplers(Spaces.mixed)) {
      let ahead = points(one, 40)
      let backwards = (0..<40).reversed().map { other.point(of: $0, history: TrialHistory()) }
      #expect(ahead == backwards.reversed().compactMap(\.self))
    }
    #expect(points(RandomSampler(Spaces.mixed, seed: 1), 9) != points(RandomSampler(Spaces.mixed, seed: 2), 9))
  }

  @Test(arguments: [UInt64(1), 2, 77]) func `a grid visits each point once, in the seed's order`(seed: UInt64) throws {
    let grid = try GridSampler(Spaces.small, seed: seed)
    let all = points(grid, 13)
    #expect(all.count == 12 && Set(all).count == 12)
    #expect(try points(GridSampler(Spaces.small, seed: seed + 1), 12) != all)
  }

  @Test(arguments: [1, 2, 3, 12, 64, 65, 1_000]) func `a shuffle is a permutation`(count: Int) {
    let shuffle = Shuffle(count: count, seed: 5)
    #expect(Set((0..<count).map { shuffle[$0] }) == Set(0..<count))
  }

  @Test func `the Sobol sequence is scipy's`() throws {
    let file = try #require(Bundle.module.url(forResource: "Fixtures/sobol", withExtension: "json"))
    let oracle = try JSONDecoder().decode([String: [UInt32]].self, from: Data(contentsOf: file))
    #expect(oracle.count == 19)
    for (index, expected) in oracle {
      let bits = (0..<21).map { SobolSampler.bits(SobolDirections.numbers($0), Int(index)!) }
      #expect(bits == expected, "point \(index)")
    }
  }

  @Test func `the first 256 of a shifted sequence fill every column evenly`() throws {
    let sampler = try SobolSampler(Spaces.mixed, seed: 9)
    let places = (0..<256).map { sampler.place(of: $0) }
    for dimension in 0..<Spaces.mixed.dimensions {
      #expect(Set(places.map { Int($0[dimension] * 256) }).count == 256)
    }
  }

  @Test func `logarithmic parameters are even on their own scale`() {
    let points = points(RandomSampler(Spaces.mixed, seed: 4), 20_000)
    let rates = points.map { $0.values[2] }
    // 10,000 ± 71 of them lie below the middle of the scale.
    #expect(abs(rates.count { $0 < 1e-2 } - 10_000) < 400)
    let fast = points.map { $0.values[0] }
    #expect(fast.count { $0 <= 10 } > fast.count { $0 > 10 })
  }

  @Test func `what cannot be counted has no grid, and too many dimensions no sequence`() {
    #expect(throws: OptimizationError.notCountable(sampler: "grid")) { try GridSampler(Spaces.mixed, seed: 1) }
    let wide = Dictionary(
      uniqueKeysWithValues: (0..<22).map {
        ("p\($0)", Distribution.float(low: 0, high: 1, step: nil, isLogarithmic: false))
      })
    #expect(throws: OptimizationError.tooManyDimensions(sampler: "sobol", dimensions: 22, most: 21)) {
      try SobolSampler(SearchSpace(wide), seed: 1)
    }
  }
}

@Suite struct TPESamplerTests {
  /// Losses of a bowl with its bottom at width 0.4, rate 0.01, kind ema.
  private static func loss(_ point: Point) -> Double {
    let (kind, rate, width) = (point.values[1], point.values[2], point.values[4])
    return pow(width - 0.4, 2) + 0.1 * pow(log10(rate) + 2, 2) + (kind == 1 ? 0 : 0.3)
  }

  private static func best(of sampler: any Sampler, trials: Int) -> Double {
    var history = TrialHistory()
    for trial in 0..<trials {
      guard let point = sampler.point(of: trial, history: history) else { break }
      history.finished.append(.init(number: trial, point: point, losses: [loss(point)]))
    }
    return history.finished.compactMap { $0.losses?.first }.min() ?? .infinity
  }

  @Test func `it comes nearer to the best point than chance does`() {
    let seeds = (0..<12).map { UInt64($0) }
    let learned = seeds.map { Self.best(of: TPESampler(Spaces.mixed, seed: $0), trials: 80) }.sorted()[6]
    let drawn = seeds.map { Self.best(of: RandomSampler(Spaces.mixed, seed: $0), trials: 80) }.sorted()[6]
    #expect(learned < 0.5 * drawn, "\(learned) against \(drawn)")
  }

  @Test func `points that others are busy with are left to them`() {
    var history = TrialHistory()
    let random = RandomSampler(Spaces.mixed, seed: 5)
    for trial in 0..<40 {
      let point = random.point(of: trial, history: history)!
      history.finished.append(.init(number: trial, point: point, losses: [Self.loss(point)]))
    }
    let sampler = TPESampler(Spaces.mixed, seed: 5)
    let moved = (100..<130).count { trial in
      history.running = []
      guard let point = sampler.point(of: trial, history: history) else { return false }
      history.running = [Point](repeating: point, count: 40)
      return sampler.point(of: trial, history: history) != point
    }
    // The candidates are the same; what changes is which of them is taken.
    #expect(moved >= 20, "\(moved) of 30")
  }

  @Test(arguments: [0, 1, 2] as [UInt64]) func `no point of a grid is proposed twice, not even the best one`(
    seed: UInt64
  ) throws {
    let space = try SearchSpace([
      "a": .integer(low: 1, high: 20, step: 1, isLogarithmic: false),
      "b": .integer(low: 0, high: 90, step: 10, isLogarithmic: false),
    ])
    let sampler = TPESampler(space, seed: seed)
    var history = TrialHistory()
    for trial in 0..<200 {
      let point = try #require(sampler.point(of: trial, history: history))
      if trial % 7 == 3 {
        history.running.append(point)
      } else {
        let loss = trial % 11 == 5 ? nil : [abs(point.values[0] - 7) + abs(point.values[1] - 40)]
        history.finished.append(.init(number: trial, point: point, losses: loss))
      }
    }
    #expect(Set(history.finished.map(\.point) + history.running).count == 200, "all of them, in the end")
    #expect(sampler.point(of: 200, history: history) != nil, "then again")
  }

  @Test func `failed trials and losses that are no number teach nothing`() {
    let random = RandomSampler(Spaces.mixed, seed: 6)
    var history = TrialHistory()
    for trial in 0..<30 {
      let point = random.point(of: trial, history: history)!
      history.finished.append(.init(number: trial, point: point, losses: trial % 2 == 0 ? nil : [.nan]))
    }
    #expect(TPESampler(Spaces.mixed, seed: 6).point(of: 30, history: history) == random.point(of: 30, history: history))
  }

  @Test func `layers of the Pareto front are what they say`() {
    #expect(ParetoLayers.of([[1, 1], [2, 2], [0, 3], [3, 3], [1, 1]]) == [0, 1, 0, 2, 0])
    #expect(!ParetoLayers.dominates([1, 1], [1, 1]) && ParetoLayers.dominates([1, 1], [1, 2]))
  }
}

@Suite struct ParetoLayersTests {
  /// As it is defined: what nobody who is left dominates.
  private func defined(_ losses: [[Double]]) -> [Int] {
    var layers = [Int](repeating: -1, count: losses.count)
    var layer = 0
    while layers.contains(-1) {
      let left = losses.indices.filter { layers[$0] == -1 }
      let front = left.filter { one in !left.contains { ParetoLayers.dominates(losses[$0], losses[one]) } }
      for index in front { layers[index] = layer }
      layer += 1
    }
    return layers
  }

  @Test(arguments: [2, 3]) func `layers are what they are defined to be, and the first ones are found without the rest`(
    objectives: Int
  ) {
    var random = TrialRandom(seed: 9, trial: objectives)
    for count in [0, 1, 2, 7, 60] {
      // Few different values, so that some are equal.
      let losses = (0..<count).map { _ in (0..<objectives).map { _ in (6 * random.nextUnit()).rounded(.down) } }
      let wanted = defined(losses)
      #expect(ParetoLayers.of(losses) == wanted)
      let some = ParetoLayers.of(losses, best: 5)
      let last = some.max() ?? 0
      #expect(zip(some, wanted).allSatisfy { $0 == min($1, last) })
    }
  }

  @Test func `a parameter with one value does not end a study that learns`() throws {
    let space = try SearchSpace([
      "a": .float(low: 3, high: 3, step: nil, isLogarithmic: false),
      "b": .float(low: 0, high: 1, step: nil, isLogarithmic: false),
    ])
    let finished = (0..<40).map {
      TrialHistory.Finished(number: $0, point: Point(values: [3, Double($0) / 40]), losses: [Double($0)])
    }
    let point = try #require(TPESampler(space, seed: 1).point(of: 50, history: TrialHistory(finished: finished)))
    #expect(point.values[0] == 3 && (0...1).contains(point.values[1]))
  }
}
