import Foundation
import TickmarkAgreement

/// The values of one output in a file, for the other process of a pair: the bits, then a mark a value.
enum ExchangedOutput {
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
    var data = [UInt64(values.bits.count), UInt64(values.more.count), values.more.hash].withUnsafeBytes { Data($0) }
    values.bits.withUnsafeBytes { data.append(contentsOf: $0) }
    data.append(contentsOf: values.isNumber)
    try data.write(to: URL(fileURLWithPath: path))
  }

  /// - Throws: where the file cannot be read, or is cut off.
  static func read(_ path: String) throws -> OutputValues {
    let data = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
    let width = MemoryLayout<UInt64>.size
    func word(_ index: Int) -> UInt64 {
      data.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: index * width, as: UInt64.self) }
    }
    guard data.count >= 3 * width, let count = Int(exactly: word(0)), data.count == (3 + count) * width + count else {
      throw CocoaError(.fileReadCorruptFile)
    }
    return OutputValues(
      bits: (0..<count).map { word(3 + $0) }, isNumber: Array(data.dropFirst((3 + count) * width)),
      more: (Int(clamping: word(1)), word(2)))
  }
}
