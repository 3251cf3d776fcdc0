// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "ticks",
  dependencies: [
    .package(url: "https://example.com/tickmark.git", from: "0.1.0")
  ],
  targets: [
    .target(name: "Ticks"),
    .executableTarget(
      name: "benchmarks",
      dependencies: ["Ticks", .product(name: "Tickmark", package: "tickmark")],
      path: "Benchmarks"),
  ]
)
