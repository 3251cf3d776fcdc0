import TickmarkMeasurement

extension ImportFormat {
  /// hyperfine's `--export-json`: every run is a process.
  ///
  /// - Source: hyperfine's manual page, `--export-json`; files of version 1.15.
  static let hyperfine = ImportFormat(
    "hyperfine", "hyperfine's --export-json",
    recognises: { $0.hasKeys(["results"], in: "results", with: ["command"]) }
  ) { (source) throws(ImportError) in
    let file = try JSONText.decode(HyperfineFile.self, from: source.data, path: source.path)
    return try file.results(path: source.path)
  }
}

// Names as the format has them.
private struct HyperfineFile: Decodable {
  struct Result: Decodable {
    let command: String
    let times: [Double]
    let user: Double?
    let system: Double?
    /// Null for a run that a signal ended.
    let exit_codes: [Int?]?
    let parameters: [String: String]?
  }

  let results: [Result]

  func results(path: String) throws(ImportError) -> ForeignResults {
    var answer = ForeignResults(tool: "hyperfine")
    for (index, result) in results.enumerated() {
      let place = "results[\(index)]"
      if result.times.isEmpty {
        throw .damaged(path: path, place: "\(place).times", problem: "there is no run in it")
      }
      let times = try ForeignRow.nanoseconds(result.times, per: 1e9, path: path, place: "\(place).times")
      let (size, variant) = ForeignParameters.split(result.parameters ?? [:], otherwise: "hyperfine")
      var row = ForeignRow(
        place: place, name: result.command,
        fullName: "\(result.command) \(ForeignParameters.text(result.parameters ?? [:]))", size: size, variant: variant,
        processes: times.count > 1 ? times.map { [$0] } : [times])
      row.processor = ForeignRow.plausible(((result.user ?? .nan) + (result.system ?? .nan)) * 1e9).map { [$0] } ?? []
      answer.rows.append(row)
      let failed = (result.exit_codes ?? []).count { $0 != 0 }
      if failed > 0 { answer.notes.append("\(failed) runs of '\(result.command)' failed, and are timed all the same") }
    }
    answer.notes.append("every run of hyperfine is a process of its row")
    return answer
  }
}

/// Parameters by name, as several tools have them.
enum ForeignParameters {
  /// A single whole number is the size; everything else names the variant.
  static func split(_ parameters: [String: String], otherwise variant: String) -> (size: Size?, variant: String) {
    if parameters.count == 1, let size = parameters.values.first.flatMap(Size.init(text:)) { return (size, variant) }
    return (nil, parameters.isEmpty ? variant : text(parameters))
  }

  /// `a=1,b=2`, sorted by name.
  static func text(_ parameters: [String: String]) -> String {
    parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
  }
}
