extension Rule {
  /// Where pointers may be handled, and why it cannot be done without.
  private static let unsafeFolders = [
    ("Sources/Engine/Memory", "owns what every column, panel and mapped file points into"),
    ("Sources/Engine/Arrow", "the Arrow C data interface is two structs of pointers and callbacks"),
    ("Sources/Engine/Studies", "libpq takes a statement's values as an array of C strings"),
    ("Sources/Engine/Risk/Devices", "a device's library is opened at run time and kept by an address"),
    ("Sources/Allocator", "the allocator is asked through a C interface"),
    ("Sources/Harness/Measurement", "clock and processes are C interfaces"),
    ("Sources/Shims", "the C interfaces themselves"),
  ]

  static let unsafeRule = Rule(
    name: "pointers stay in Memory, Allocator, Measurement, Studies, Devices and the shims",
    findings: { tree in
      tree.swift(under: "Sources").filter { file in !unsafeFolders.contains { file.isUnder($0.0) } }.flatMap { file in
        file.findings(in: \.code, "unsafe code; borrow with Span, or put it where pointers are at home") {
          // By default a dot between letters is no boundary of words.
          $0.contains(
            #/\bUnsafe\w*Pointer\b|\bwithUnsafe|\bOpaquePointer\b|\bUnmanaged\b|\bunsafeBitCast\b/#.wordBoundaryKind(
              .simple))
        }
      }
    },
    breaks: [
      "let a: UnsafePointer<Int>", "let a: UnsafeMutableRawBufferPointer", "a.withUnsafeBytes { _ in }",
      "unsafeBitCast(a, to: B.self)",
    ].map { SourceTree("Sources/Engine/Frames/A.swift", $0 + "\n") },
    keeps: [
      SourceTree("Sources/Engine/Memory/A.swift", "let a: UnsafePointer<Int>\n"),
      SourceTree("Sources/Engine/Frames/A.swift", "let a: Span<Int>  // instead of UnsafePointer\n"),
    ])
}
