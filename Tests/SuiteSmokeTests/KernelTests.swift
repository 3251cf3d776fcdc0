import Foundation
import Testing
import TickmarkAllocator
import TickmarkGating
import TickmarkMeasurement
import TickmarkSuites

/// No kernel allocates: whatever a suite times is held to that, unless it stands here with its reason.
@Suite struct KernelTests {
  /// `suite/operation`, or `suite/operation:variant`.
  static let allocating: [String: String] = [
    "frames/load": "makes a frame", "frames/parse-long": "makes a frame", "frames/parse-wide": "makes a panel",
    "cuts/slice-days": "makes a slice", "cuts/filter": "makes a slice", "cuts/resample-week": "makes a frame",
    "cuts/resample-month": "makes a frame",
    "pipeline/whole-day": "makes panels",
    "pools/turnover:allocation": "is what the others are compared with",
    "pools/turnover-on-two": "Dispatch allocates to start threads",
    "pools/book:allocation": "is what the others are compared with",
    "churn/orders:allocation": "is what the others are compared with",
    "churn/orders:reserve": "asks for the same memory in fewer steps",
    "churn/bars:allocation": "is what the others are compared with",
    "churn/bars:reserve": "asks for the same memory in fewer steps",
    "churn/bursts": "makes a working set and drops it",
    "portfolio/return-less-risk": "sorts assets by their returns",
    "portfolio/minimum-risk": "its returns are a vector of zeros",
    "portfolio/maximum-sharpe": "its returns are in excess of another, and the least risk bounds it",
    "portfolio/again:cold": "sorts assets by their returns",
    "portfolio/again-estimated:cold": "sorts assets by their returns",
    "sweep/crossover": "each combination is a strategy of its own, with weights of its own",
    "sweep/crossover-of-the-whole-book": "likewise",
    "risk/covariance:ssyrk": "OpenBLAS allocates where it shares work between its own threads",
    "scores/scores:scalar": "the readable reference makes an array for each step",
    "studies/trials": "a study keeps its trials", "studies/duplicates": "likewise",
    "cache/miss": "makes a value and its place", "cache/indicators": "likewise",
    "store/insert": "SQLite and GRDB keep pages and transactions", "store/latest": "likewise",
    "store/value": "makes the positions",
    "store-settings/load": "SQLite and GRDB keep pages and transactions", "store-settings/latest-by-layout": "likewise",
    "store-settings/durability": "likewise", "store-settings/memory": "likewise", "store-settings/readers": "likewise",
    "store-settings/readers-beside-a-load": "likewise",
    "streaming/through-a-queue:pipeline": "makes batches for who publishes", "service/answer": "makes an answer",
    "service/flush": "makes frames", "store-settings/value-by-query": "makes the positions",
  ]

  static func mayAllocate(_ place: String, _ variant: String) -> Bool {
    // The device's libraries do as they like; the variant is there only where a device is.
    variant == "cuda" || allocating[place] != nil || allocating["\(place):\(variant)"] != nil
  }

  static let budgets = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Baselines/budgets.toml").path

  static let isOptimised: Bool = {
    #if DEBUG
      false
    #else
      true
    #endif
  }()

  /// The gate then holds every run of a release build to it.
  @Test(arguments: EngineSuites.all.map(\.name)) func `every kernel has a budget of no allocation`(
    _ name: String
  ) throws {
    let budgets = try BudgetFile.read(Self.budgets).budgets
      .filter { $0.allocations == 0 }
    let suite = try #require(EngineSuites.all.first { $0.name == name })
    let smoke = try #require(suite.sizes.first { $0.occasion == .smoke })
    for operation in try suite.operations(at: smoke.size) {
      let place = "\(suite.name)/\(operation.name)"
      for variant in operation.variants where !Self.mayAllocate(place, variant.name) {
        for size in suite.sizes {
          let isHeld = budgets.contains {
            $0.matches(case: "\(place)/\(size.size)", variant: variant.name)
          }
          #expect(
            isHeld, "\(place)/\(size.size) \(variant.name): no budget 'allocations = 0' in Baselines/budgets.toml")
        }
      }
    }
  }

  /// Generic code that is not specialised, as in a debug build, keeps its values in boxes.
  @Test(
    .enabled(if: isOptimised && Allocator.isCounting, "debug builds allocate; scripts/test --release runs this"),
    arguments: EngineSuites.all.map(\.name))
  func `a call of a kernel allocates nothing`(_ name: String) async {
    // In a process of its own: the counters see every thread.
    await #expect(processExitsWith: .success) { [name] in
      let suite = try #require(EngineSuites.all.first { $0.name == name })
      let plan = MeasurementPlan(
        processes: 1, secondsPerProcess: 0.001, minimumRounds: 1, maximumRounds: 2, minimumSliceNanoseconds: 1_000)
      for size in suite.sizes where size.occasion == .smoke {
        for operation in try suite.operations(at: size.size) {
          let id = CaseID(suite: suite.name, operation: operation.name, size: size.size)
          let place = "\(suite.name)/\(operation.name)"
          for variant in CaseMeasurement(operation, id: id, plan: plan).measure(seed: 1).variants {
            guard !Self.mayAllocate(place, variant.name) else { continue }
            #expect(variant.allocation?.allocations == 0, "\(place) \(variant.name)")
            #expect(variant.allocation?.allocatedBytes == 0, "\(place) \(variant.name)")
          }
        }
      }
    }
  }

  @Test(arguments: allocating.keys.sorted()) func `what may allocate exists`(_ key: String) throws {
    let parts = key.split(separator: ":").map(String.init)
    let suite = try #require(EngineSuites.all.first { key.hasPrefix("\($0.name)/") })
    let smoke = try #require(suite.sizes.first { $0.occasion == .smoke })
    let operations = try suite.operations(at: smoke.size)
    let operation = try #require(operations.first { parts[0] == "\(suite.name)/\($0.name)" })
    #expect(parts.count == 1 || operation.variants.contains { $0.name == parts[1] })
  }
}
