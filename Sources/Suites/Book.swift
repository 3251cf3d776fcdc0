import TickmarkAgreement
import TickmarkBacktest
import TickmarkFrames
public import TickmarkMeasurement

extension Suite {
  /// Every trial of a parameter search keeps a book; only the winner's ledger is looked at.
  public static let book = Suite(
    "book", question: "What does a back-test with shares and cash cost, with and without its ledger?",
    sizes: .smoke(60, 17), .full(1_000, 50), .large(2_520, 500), .large(252, 4_000), .large(5_040, 3_000)
  ) { size in
    let input = try BookInput<Float>.reference(days: size.rows, assets: size.columns)
    BookRun(input, record: .ledger).operation("ledger")
    BookRun(input, record: .value).operation("value")
    let nextOpen = try BookInput<Float>.reference(days: size.rows, assets: size.columns, opens: opens(after:))
    BookRun(nextOpen, record: .ledger).operation("ledger-next-open")
  }
}

/// Each day opens within half a per cent of the last close.
private func opens(after closes: Panel<Float>) -> Panel<Float> {
  Panel(days: closes.days, assets: closes.assets) { day, asset in
    let night = 1 + 0.01 * (SplitMix.unit(seed: 46, day * closes.assets + asset) - 0.5)
    return Float(Double(closes[max(day - 1, 0), asset]) * night)
  }
}

/// One book's inputs and the memory that its runs share.
final class BookRun {
  private let input: BookInput<Float>
  private var workspace: BookWorkspace
  private var result: BookStatistics?

  init(_ input: BookInput<Float>, record: BookWorkspace.Record) {
    self.input = input
    workspace = BookWorkspace(days: input.weights.days, record: record)
  }

  func operation(_ name: String) -> Operation {
    Operation(
      name, elements: input.weights.days * input.weights.assets, unit: "cells", agreement: Book<Float>.agreement,
      yardsticks: Yardstick.Kind.vectorCode(touching: input.closes.rows.count * 64)
    ) {
      for variant in Book<Float>.variants {
        Variant(variant.name, output: { self.values() }) {
          self.result = variant.body(self.input, &self.workspace)
        }
      }
    }
  }

  private func values() -> [Double] {
    (result?.named.map(\.value) ?? []) + (0..<workspace.days).map { workspace.nav[$0] }
  }
}
