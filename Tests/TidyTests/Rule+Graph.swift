extension Rule {
  /// Who may use whom. A change of `Package.swift` that adds an arrow has to add it here too, and be asked why.
  static let arrows: [String: Set<String>] = [
    "TickmarkAgreement": [],
    "TickmarkAllocator": ["CTickmarkJemalloc"],

    "TickmarkMemory": ["CTickmarkThread", "CTickmarkHeap"],
    "TickmarkParallel": ["TickmarkMemory"],
    "TickmarkFrames": ["TickmarkMemory", "CTickmarkVector", "CTickmarkXXHash", "CTickmarkCrypto"],
    "TickmarkArrow": ["TickmarkMemory", "TickmarkFrames", "CTickmarkArrow"],
    "TickmarkIndicators": [
      "TickmarkAgreement", "TickmarkMemory", "TickmarkParallel", "TickmarkFrames", "CTickmarkVector",
    ],
    "TickmarkBacktest": [
      "TickmarkAgreement", "TickmarkMemory", "TickmarkFrames", "TickmarkParallel", "CTickmarkVector",
    ],

    "TickmarkRisk": [
      "TickmarkAgreement", "TickmarkMemory", "TickmarkParallel", "TickmarkFrames", "CTickmarkVector",
      "CTickmarkOpenBLAS",
      "CTickmarkCUDA",
    ],

    "TickmarkCache": ["TickmarkMemory", "TickmarkFrames", "CTickmarkThread"],
    "TickmarkFlags": ["TickmarkAgreement", "TickmarkFrames", "TickmarkIndicators", "TickmarkBacktest"],
    "TickmarkOptimization": [
      "TickmarkMemory", "TickmarkFrames", "TickmarkIndicators", "TickmarkBacktest",
      "CTickmarkChild",
    ],

    "TickmarkStreaming": ["TickmarkMemory", "TickmarkFrames", "TickmarkIndicators"],
    "TickmarkStudies": ["TickmarkOptimization", "CTickmarkPostgreSQL", "GRDB"],
    "TickmarkStore": ["TickmarkAgreement", "TickmarkFrames", "CTickmarkRows", "GRDB"],

    "TickmarkService": [
      "TickmarkAllocator", "TickmarkMemory", "TickmarkFrames", "TickmarkIndicators", "TickmarkRisk", "TickmarkCache",
      "TickmarkStore", "TickmarkStreaming", "NIOCore", "NIOPosix", "NIOHTTP1", "NIOWebSocket", "CoreMetrics",
    ],

    "TickmarkStatistics": [],
    "TickmarkMeasurement": [
      "TickmarkAgreement", "TickmarkAllocator", "TickmarkStatistics", "CTickmarkProcessor", "CTickmarkLifetime",
      "CTickmarkChild",
    ],
    "TickmarkBaselines": ["TickmarkAllocator", "TickmarkMeasurement", "TickmarkStatistics"],
    "TickmarkImports": ["TickmarkBaselines", "TickmarkMeasurement", "TickmarkStatistics"],
    "TickmarkGating": ["TickmarkBaselines", "TickmarkMeasurement", "TickmarkStatistics", "TOMLKit"],
    "TickmarkSelftest": [
      "TickmarkAgreement", "TickmarkGating", "TickmarkBaselines", "TickmarkMeasurement", "TickmarkStatistics",
    ],
    "TickmarkTypesetting": [],
    "TickmarkReporting": [
      "TickmarkTypesetting", "TickmarkSelftest", "TickmarkGating", "TickmarkBaselines", "CTickmarkExchange", "Mustache",
    ],
    "TickmarkProfiling": [
      "TickmarkTypesetting", "TickmarkMeasurement", "TickmarkStatistics", "CTickmarkSymbols",
    ],
    "TickmarkCommands": [
      "TickmarkAgreement", "TickmarkProfiling", "TickmarkReporting", "TickmarkTypesetting", "TickmarkSelftest",
      "TickmarkGating", "TickmarkImports", "TickmarkBaselines", "TickmarkMeasurement", "TickmarkStatistics",
      "CTickmarkLifetime", "ArgumentParser", "TOMLKit",
    ],
    "Tickmark": ["TickmarkCommands", "TickmarkMeasurement", "TickmarkAgreement"],
    "TickmarkLoad": ["NIOCore", "NIOPosix", "NIOHTTP1", "NIOWebSocket", "Histogram"],
    "ExampleBenchmarks": ["Tickmark"],

    "TickmarkSuites": [
      "TickmarkAgreement", "TickmarkAllocator", "TickmarkMeasurement", "TickmarkMemory", "TickmarkParallel",
      "TickmarkFrames", "TickmarkIndicators", "TickmarkBacktest", "TickmarkRisk", "TickmarkCache", "TickmarkStore",
      "TickmarkFlags", "TickmarkOptimization", "TickmarkStudies", "TickmarkStreaming", "TickmarkService",
    ],
    "tickmark": [
      "TickmarkSuites", "TickmarkCommands", "TickmarkReporting", "TickmarkTypesetting", "TickmarkMeasurement",
      "TickmarkMemory",
      "TickmarkFrames", "TickmarkIndicators", "TickmarkBacktest", "TickmarkRisk", "TickmarkCache", "TickmarkStore",
      "TickmarkFlags", "TickmarkStreaming", "TickmarkService", "TickmarkLoad", "TickmarkAgreement",
      "TickmarkOptimization",
      "TickmarkStudies", "CTickmarkLifetime",
      "ArgumentParser", "TOMLKit",
    ],
  ]

  static let graphRules = [
    graphRule(
      "a module uses only what the table of arrows allows",
      breaks: [
        package("module(\"Engine/Memory\", uses: [\"Frames\"]),"), package("module(\"Engine/Unheard\"),"),
        package("module(\"Engine/Memory\", libraries: [toml]),"), SourceTree([]),
      ],
      keeps: [package("module(\"Engine/Frames\", uses: [\"Memory\"]),")]
    ) { manifest, _ in
      manifest.modules.flatMap { module -> [Finding] in
        guard let allowed = arrows[module.name] else {
          return [
            Finding(path: "Package.swift", message: "\(module.name) is not in the table of arrows (Rule+Graph.swift)")
          ]
        }
        return module.uses.subtracting(allowed).sorted().map {
          Finding(path: "Package.swift", message: "\(module.name) may not use \($0)")
        }
      }
    },
    graphRule(
      "a module imports exactly what Package.swift declares for it",
      breaks: [
        package("module(\"Engine/Frames\"), module(\"Engine/Memory\"),", frames: "public import TickmarkMemory\n"),
        package("module(\"Engine/Frames\", uses: [\"Memory\"]),", frames: "// import TickmarkMemory\n"),
        package("module(\"Engine/Frames\", libraries: [toml]),", frames: "import Foundation\n"),
        package("module(\"Engine/Frames\"),", frames: "import TOMLKit\n"),
      ],
      keeps: [
        package(
          "module(\"Engine/Memory\"), module(\"Engine/Frames\", uses: [\"Memory\"], libraries: [toml]),",
          frames: "import Foundation\nimport struct TickmarkMemory.Column\n@preconcurrency import TOMLKit\n")
      ], findings: undeclaredOrUnused),
    graphRule(
      "Engine and Harness meet only in Suites and in the executable",
      breaks: [
        package("module(\"Engine/Frames\", uses: [\"Gating\"]), module(\"Harness/Gating\"),"),
        package(
          "module(\"Harness/Gating\", uses: [\"Agreement\"]), module(\"Agreement\", uses: [\"Memory\"]), module(\"Engine/Memory\"),"
        ),
        package(
          "module(\"Other\", uses: [\"Gating\", \"Memory\"]), module(\"Harness/Gating\"), module(\"Engine/Memory\"),"),
      ],
      keeps: [
        package(
          "module(\"Suites\", uses: [\"Gating\", \"Memory\"]), module(\"Harness/Gating\"), module(\"Engine/Memory\"),")
      ], findings: meetings),
    graphRule(
      "arrows never come back",
      breaks: [
        package("module(\"A\", uses: [\"B\"]), module(\"B\", uses: [\"C\"]), module(\"C\", uses: [\"A\"]),"),
        package("module(\"A\", uses: [\"A\"]),"),
      ],
      keeps: [package("module(\"A\", uses: [\"B\", \"C\"]), module(\"B\", uses: [\"C\"]), module(\"C\"),")]
    ) { manifest, _ in
      manifest.modules.filter { reachable(from: $0, in: manifest).contains($0.name) }.map {
        Finding(path: "Package.swift", message: "\($0.name) uses itself, directly or through others")
      }
    },
    graphRule(
      "every source file belongs to a module",
      breaks: [package("module(\"Engine/Memory\"),", frames: "import Foundation\n")],
      keeps: [package("module(\"Engine/Frames\"),", frames: "import Foundation\n")]
    ) { manifest, tree in
      tree.swift(under: "Sources").filter { !$0.isUnder("Sources/Shims") && manifest.module(of: $0) == nil }.map {
        Finding(path: $0.path, message: "no module in Package.swift has this folder; it is not built")
      }
    },
  ]

  private static func graphRule(
    _ name: String, breaks: [SourceTree], keeps: [SourceTree],
    findings: @escaping @Sendable (Manifest, SourceTree) -> [Finding]
  ) -> Rule {
    Rule(
      name: name,
      findings: { tree in
        guard let file = tree.file("Package.swift") else { return [Finding(path: "Package.swift", message: "missing")] }
        return findings(Manifest(file), tree)
      }, breaks: breaks, keeps: keeps)
  }

  @Sendable private static func undeclaredOrUnused(_ manifest: Manifest, _ tree: SourceTree) -> [Finding] {
    let ours = manifest.shims.union(manifest.libraries).union(manifest.modules.map(\.name))
    return manifest.modules.flatMap { module -> [Finding] in
      let files = tree.files.filter { $0.isSwift && $0.isUnder(module.path) }
      let undeclared = files.flatMap { file in
        file.imports.filter { ours.contains($0.module) && !module.uses.contains($0.module) }.map {
          Finding(
            path: file.path, line: $0.line, message: "imports \($0.module), which \(module.name) does not declare")
        }
      }
      let unused = module.uses.subtracting(files.flatMap { $0.imports.map(\.module) }).sorted().map {
        Finding(path: "Package.swift", message: "\(module.name) declares \($0), and no file of it imports that")
      }
      // A module of which the sample holds no file says nothing.
      return files.isEmpty ? [] : undeclared + unused
    }
  }

  @Sendable private static func meetings(_ manifest: Manifest, _ tree: SourceTree) -> [Finding] {
    manifest.modules.filter { $0.path != "Sources/Suites" && $0.path != "Sources/tickmark" }.compactMap { module in
      let seen = reachable(from: module, in: manifest).union([module.name])
      let paths = manifest.modules.filter { seen.contains($0.name) }.map(\.path)
      let meet =
        paths.contains { $0.hasPrefix("Sources/Engine/") } && paths.contains { $0.hasPrefix("Sources/Harness/") }
      return meet ? Finding(path: "Package.swift", message: "\(module.name) reaches both Engine and Harness") : nil
    }
  }

  /// Everything that a module uses, directly or through others.
  private static func reachable(from module: Manifest.Module, in manifest: Manifest) -> Set<String> {
    var seen: Set<String> = []
    var waiting = Array(module.uses)
    while let name = waiting.popLast() {
      guard seen.insert(name).inserted else { continue }
      waiting += manifest.modules.first { $0.name == name }?.uses ?? []
    }
    return seen
  }

  /// A manifest of these modules, and perhaps one file of Frames.
  private static func package(_ modules: String, frames: String? = nil) -> SourceTree {
    let manifest =
      "let toml = Target.Dependency.product(name: \"TOMLKit\", package: \"TOMLKit\")\ntargets: [\n\(modules)\n]\n"
    return SourceTree(
      [SourceFile("Package.swift", manifest)] + (frames.map { [SourceFile("Sources/Engine/Frames/A.swift", $0)] } ?? [])
    )
  }
}
