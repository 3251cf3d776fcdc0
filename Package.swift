// swift-tools-version: 6.2
import PackageDescription

// The instruction set is a property of the whole build: every target gets the same level, and levels are compared as two builds.
// Unset means portable, and only then may another package depend on this one by version (SwiftPM refuses unsafe flags in dependencies).
let instructionSet = Context.environment["TICKMARK_CPU"].flatMap { ["", "portable"].contains($0) ? nil : $0 }

// `TICKMARK_ALLOCATOR=system` leaves jemalloc out, for tools that replace malloc themselves (scripts/sanitize).
let hasJemalloc = Context.environment["TICKMARK_ALLOCATOR"] != "system"

let settings: [SwiftSetting] =
  [
    .enableExperimentalFeature("Lifetimes"),  // vending a Span from one's own type
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("ExistentialAny"),
    .treatAllWarnings(as: .error),
  ] + (hasJemalloc ? [] : [.define("TICKMARK_SYSTEM_ALLOCATOR")])
  + (instructionSet.map { [.unsafeFlags(["-target-cpu", $0, "-Xcc", "-march=\($0)"])] } ?? [])

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let histogram = Target.Dependency.product(name: "Histogram", package: "hdrhistogram-swift")
let metrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioWebSocket = Target.Dependency.product(name: "NIOWebSocket", package: "swift-nio")
let toml = Target.Dependency.product(name: "TOMLKit", package: "TOMLKit")

/// One line a module: where it lives and what it may use. Target names carry the prefix `Tickmark`, since they are global in a package graph.
func module(
  _ folder: String, uses: [String] = [], libraries: [Target.Dependency] = [], resources: [Resource] = []
) -> Target {
  let name = folder.split(separator: "/").last.map(String.init) ?? folder
  return .target(
    name: qualified(name),
    dependencies: uses.filter { hasJemalloc || $0 != "CTickmarkJemalloc" }.map { .target(name: qualified($0)) }
      + libraries,
    path: "Sources/\(folder)", resources: resources, swiftSettings: settings)
}

func tests(
  _ folder: String, uses: [String], libraries: [Target.Dependency] = [], resources: [Resource] = []
) -> Target {
  let name = folder.split(separator: "/").last.map(String.init) ?? folder
  return .testTarget(
    name: name, dependencies: uses.map { .target(name: qualified($0)) } + libraries, path: "Tests/\(folder)",
    resources: resources, swiftSettings: settings)
}

func shim(_ name: String, package: String, debian: String) -> Target {
  .systemLibrary(
    name: "CTickmark\(name)", path: "Sources/Shims/\(name)", pkgConfig: package, providers: [.apt([debian])])
}

func qualified(_ name: String) -> String {
  name.hasPrefix("CTickmark") || name == "Tickmark" || name == "tickmark" ? name : "Tickmark\(name)"
}

let package = Package(
  name: "tickmark",
  products: [
    .library(name: "Tickmark", targets: ["Tickmark"]),
    .library(
      name: "TickmarkEngine",
      targets: [
        "TickmarkMemory", "TickmarkParallel", "TickmarkFrames", "TickmarkIndicators", "TickmarkBacktest",
        "TickmarkRisk", "TickmarkCache", "TickmarkFlags",
      ]),
    // Puts jemalloc in place of malloc in the whole program that uses it: statistics, counters, the quiet purge.
    .library(name: "TickmarkAllocator", targets: ["TickmarkAllocator"]),
    // For programs in other languages: a C function that opens a frame as Arrow columns (CTickmarkArrow.h).
    .library(name: "TickmarkArrow", type: .dynamic, targets: ["TickmarkArrow"]),
    .executable(name: "tickmark", targets: ["tickmark"]),
    // For the tests, which open it in place of CUDA's libraries.
    .library(name: "FakeCUDA", type: .dynamic, targets: ["CTickmarkFakeCUDA"]),
    // `swift package tickmark …` in a package that depends on this one.
    .plugin(name: "TickmarkPlugin", targets: ["TickmarkPlugin"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.0.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.80.0"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.5.0"),
    .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.1.0"),
  ],
  targets: [
    // What both houses stand on: system libraries, the allocator's counters, and what it means that two variants agree.
    shim("Jemalloc", package: "jemalloc", debian: "libjemalloc-dev"),
    shim("XXHash", package: "libxxhash", debian: "libxxhash-dev"),
    shim("Crypto", package: "libcrypto", debian: "libssl-dev"),
    shim("PostgreSQL", package: "libpq", debian: "libpq-dev"),
    .target(name: "CTickmarkVector", path: "Sources/Shims/Vector"),
    .target(name: "CTickmarkOpenBLAS", path: "Sources/Shims/OpenBLAS"),
    .target(name: "CTickmarkCUDA", path: "Sources/Shims/CUDA"),
    .target(name: "CTickmarkArrow", path: "Sources/Shims/Arrow"),
    .target(name: "CTickmarkProcessor", path: "Sources/Shims/Processor"),
    .target(name: "CTickmarkLifetime", path: "Sources/Shims/Lifetime"),
    .target(name: "CTickmarkChild", path: "Sources/Shims/Child"),
    .target(name: "CTickmarkThread", path: "Sources/Shims/Thread"),
    .target(name: "CTickmarkHeap", path: "Sources/Shims/Heap"),
    .target(name: "CTickmarkSymbols", path: "Sources/Shims/Symbols"),
    .target(name: "CTickmarkExchange", path: "Sources/Shims/Exchange"),
    .target(name: "CTickmarkRows", path: "Sources/Shims/Rows", linkerSettings: [.linkedLibrary("sqlite3")]),
    module("Agreement"),
    module("Allocator", uses: ["CTickmarkJemalloc"]),

    // What is measured.
    module("Engine/Memory", uses: ["CTickmarkThread", "CTickmarkHeap"]),
    module("Engine/Frames", uses: ["Memory", "CTickmarkVector", "CTickmarkXXHash", "CTickmarkCrypto"]),
    module("Engine/Parallel", uses: ["Memory"]),
    module("Engine/Arrow", uses: ["Memory", "Frames", "CTickmarkArrow"]),
    module("Engine/Indicators", uses: ["Agreement", "Memory", "Parallel", "Frames", "CTickmarkVector"]),
    module("Engine/Backtest", uses: ["Agreement", "Memory", "Frames", "Parallel", "CTickmarkVector"]),
    module(
      "Engine/Risk",
      uses: [
        "Agreement", "Memory", "Parallel", "Frames", "CTickmarkVector", "CTickmarkOpenBLAS", "CTickmarkCUDA",
      ]),
    module("Engine/Cache", uses: ["Memory", "Frames", "CTickmarkThread"]),
    module("Engine/Flags", uses: ["Agreement", "Frames", "Indicators", "Backtest"]),
    module(
      "Engine/Optimization",
      uses: ["Memory", "Frames", "Indicators", "Backtest", "CTickmarkChild"]),
    module("Engine/Studies", uses: ["Optimization", "CTickmarkPostgreSQL"], libraries: [grdb]),
    module("Engine/Streaming", uses: ["Memory", "Frames", "Indicators"]),
    module("Engine/Store", uses: ["Agreement", "Frames", "CTickmarkRows"], libraries: [grdb]),
    module(
      "Engine/Service",
      uses: ["Allocator", "Memory", "Frames", "Indicators", "Risk", "Cache", "Store", "Streaming"],
      libraries: [nioCore, nioPosix, nioHTTP, nioWebSocket, metrics], resources: [.embedInCode("Page/page.html")]),

    // How it is measured.
    module("Harness/Statistics"),
    module(
      "Harness/Measurement",
      uses: ["Agreement", "Allocator", "Statistics", "CTickmarkProcessor", "CTickmarkLifetime", "CTickmarkChild"]),
    module("Harness/Baselines", uses: ["Allocator", "Measurement", "Statistics"]),
    module("Harness/Imports", uses: ["Baselines", "Measurement", "Statistics"]),
    module("Harness/Gating", uses: ["Baselines", "Measurement", "Statistics"], libraries: [toml]),
    module("Harness/Selftest", uses: ["Agreement", "Gating", "Baselines", "Measurement", "Statistics"]),
    module("Harness/Typesetting"),
    module(
      "Harness/Reporting", uses: ["Typesetting", "Selftest", "Gating", "Baselines", "CTickmarkExchange"],
      libraries: [mustache]),
    module("Harness/Profiling", uses: ["Typesetting", "Measurement", "Statistics", "CTickmarkSymbols"]),
    module(
      "Harness/Commands",
      uses: [
        "Agreement", "Profiling", "Reporting", "Typesetting", "Selftest", "Gating", "Imports", "Baselines",
        "Measurement", "Statistics",
        "CTickmarkLifetime",
      ],
      libraries: [argumentParser, toml]),
    module("Harness/Tickmark", uses: ["Commands", "Measurement", "Agreement"]),
    module("Harness/Load", libraries: [nioCore, nioPosix, nioHTTP, nioWebSocket, histogram]),

    // The only place where the two meet.
    module(
      "Suites",
      uses: [
        "Agreement", "Allocator", "Measurement", "Memory", "Parallel", "Frames", "Indicators", "Backtest", "Risk",
        "Cache", "Store", "Flags", "Optimization", "Studies", "Streaming", "Service",
      ]),
    .executableTarget(
      name: "tickmark",
      dependencies: [
        "TickmarkSuites", "TickmarkCommands", "TickmarkReporting", "TickmarkTypesetting", "TickmarkMeasurement",
        "TickmarkMemory", "TickmarkFrames",
        "TickmarkIndicators", "TickmarkBacktest", "TickmarkRisk", "TickmarkCache", "TickmarkStore", "TickmarkFlags",
        "TickmarkStreaming", "TickmarkService", "TickmarkLoad", "TickmarkAgreement", "TickmarkOptimization",
        "TickmarkStudies", "CTickmarkLifetime", argumentParser, toml,
      ],
      path: "Sources/tickmark", swiftSettings: settings),
    .plugin(
      name: "TickmarkPlugin",
      capability: .command(
        intent: .custom(verb: "tickmark", description: "Build this package's benchmarks for release and run them."),
        permissions: [.writeToPackageDirectory(reason: "Baselines, reports and the history of runs are kept in it.")]),
      path: "Plugins/TickmarkPlugin"),

    tests(
      "Engine/OptimizationTests", uses: ["Optimization", "Frames", "Indicators", "Backtest"],
      resources: [.copy("Fixtures")]),
    tests("Engine/StudiesTests", uses: ["Optimization", "Studies"], resources: [.copy("Fixtures")]),
    tests("Engine/StoreTests", uses: ["Store", "Frames", "Agreement"], libraries: [grdb]),
    tests("AllocatorTests", uses: ["Allocator"]),
    tests("Engine/MemoryTests", uses: ["Memory"]),
    tests("Engine/ParallelTests", uses: ["Memory", "Parallel"]),
    tests("Harness/StatisticsTests", uses: ["Statistics"], resources: [.copy("Fixtures")]),
    tests("Engine/FramesTests", uses: ["Frames", "Memory"], resources: [.copy("Fixtures")]),
    tests(
      "Engine/ArrowTests", uses: ["Arrow", "Frames", "CTickmarkArrow"], resources: [.copy("Fixtures")]),
    tests("Harness/TypesettingTests", uses: ["Typesetting", "Statistics"]),
    tests(
      "Harness/ReportingTests",
      uses: ["Reporting", "Typesetting", "Gating", "Statistics", "Baselines", "Measurement", "Allocator"],
      resources: [.copy("Snapshots")]),
    tests("Harness/BaselinesTests", uses: ["Allocator", "Baselines", "Measurement", "Statistics"]),
    tests(
      "Harness/ImportsTests", uses: ["Imports", "Gating", "Baselines", "Measurement"], resources: [.copy("Fixtures")]),
    tests("Harness/GatingTests", uses: ["Gating", "Baselines", "Measurement", "Statistics"]),
    tests(
      "Harness/ProfilingTests", uses: ["Profiling", "Measurement", "Statistics"], resources: [.copy("Snapshots")]),
    tests("Harness/SelftestTests", uses: ["Selftest", "Gating", "Measurement", "Statistics"]),
    // What another package would write, with faults to plant; the tests below start it and `tickmark` itself.
    .executableTarget(
      name: "ExampleBenchmarks", dependencies: ["Tickmark"], path: "Tests/ExampleBenchmarks", swiftSettings: settings),
    .testTarget(
      name: "CommandTests",
      dependencies: ["tickmark", "ExampleBenchmarks", "TickmarkOptimization", "TickmarkStudies"],
      path: "Tests/CommandTests",
      swiftSettings: settings),
    tests("TidyTests", uses: []),
    tests("AgreementTests", uses: ["Agreement", "Memory", "Frames", "Indicators", "Backtest", "Risk"]),
    tests("SuiteSmokeTests", uses: ["Suites", "Gating", "Measurement", "Allocator"]),
    tests(
      "Engine/IndicatorsTests", uses: ["Agreement", "Memory", "Frames", "Indicators"],
      resources: [.copy("Fixtures")]),
    .target(name: "CTickmarkFakeCUDA", path: "Tests/FakeCUDA"),
    tests(
      "Engine/RiskTests", uses: ["Agreement", "Memory", "Frames", "Risk"], resources: [.copy("Fixtures")]),
    tests(
      "Engine/BacktestTests", uses: ["Agreement", "Memory", "Frames", "Backtest"], resources: [.copy("Fixtures")]),
    tests("Engine/StreamingTests", uses: ["Memory", "Frames", "Indicators", "Streaming"]),
    tests(
      "Engine/ServiceTests", uses: ["Frames", "Indicators", "Streaming", "Cache", "Service"],
      libraries: [nioCore, nioPosix, metrics]),
    tests("Harness/LoadTests", uses: ["Load"], libraries: [nioCore, nioPosix, nioHTTP]),
    tests("Engine/CacheTests", uses: ["Memory", "Frames", "Cache"]),
    tests("Engine/FlagsTests", uses: ["Agreement", "Flags"], resources: [.copy("Fixtures")]),
    tests("Harness/MeasurementTests", uses: ["Allocator", "Measurement", "Agreement", "Statistics"]),
  ]
)

// `TICKMARK_PART=engine` leaves the harness and what it depends on out of the build: what scripts/sanitize builds anew.
if Context.environment["TICKMARK_PART"] == "engine" {
  let parts = ["Sources/Engine/", "Sources/Shims/", "Sources/Agreement", "Sources/Allocator"]
  let tests = ["Tests/Engine/", "Tests/AgreementTests", "Tests/AllocatorTests", "Tests/FakeCUDA"]
  // What needs packages from elsewhere is not the sanitizers' business.
  let foreign = [
    "Sources/Engine/Studies", "Tests/Engine/StudiesTests", "Sources/Engine/Store", "Tests/Engine/StoreTests",
    "Sources/Shims/Rows", "Sources/Engine/Service", "Tests/Engine/ServiceTests",
  ]
  package.targets.removeAll { foreign.contains($0.path ?? "") }
  package.targets.removeAll { target in !(parts + tests).contains { target.path?.hasPrefix($0) ?? false } }
  package.products.removeAll { !["TickmarkEngine", "FakeCUDA"].contains($0.name) }
  package.dependencies = []
}
