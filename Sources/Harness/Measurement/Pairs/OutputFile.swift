import Foundation
import TickmarkAgreement

/// The values of one output in a file, for the other process of a pair: the bits, then a mark a value.
enum OutputFile {
  static func values(of output: any Agreeing) -> OutputValues {
    func opened<Output: Agreeing>(_ output: Output) -> OutputValues { OutputValues(of: output) }
    return opened(output)
  }

  /// Where a value stands and what it is, in words.
  static func description(of index: Int, in output: any Agreeing) -> String {
    func opened<Output: Agreeing>(_ output: Output) -> (place: String, text: String)? {
      OutputValues.describe(index, of: output)
    }
    guard let value = opened(output) else { return "no value with number \(index)" }
    return
      "\(value.text.split(whereSeparator: \.isNewline).first ?? "") at \(value.place.isEmpty ? "the value" : value.place)"
  }

  static func write(_ values: OutputValues, to path: String) throws {
    var data = values.bits.withUnsafeBytes { Data($0) }
    data.append(contentsOf: values.isNumber)
    try data.write(to: URL(fileURLWithPath: path))
  }

  static func read(_ path: String) throws -> OutputValues {
    let data = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
    let width = MemoryLayout<UInt64>.size
    let count = data.count / (width + 1)
    let bits = data.withUnsafeBytes { bytes in
      (0..<count).map { bytes.loadUnaligned(fromByteOffset: $0 * width, as: UInt64.self) }
    }
    return OutputValues(bits: bits, isNumber: Array(data.dropFirst(count * width)))
  }
}
