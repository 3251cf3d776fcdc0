import Foundation

/// The functions of one ELF file of 64 bits, found by their place in the file: what a stack of addresses is read with where
/// no tool for that is installed.
///
/// - Source: System V ABI, "Object Files" (ELF-64: headers, `SHT_SYMTAB`, `SHT_DYNSYM`, `PT_LOAD`).
struct ElfSymbols {
  private struct Symbol {
    let start: UInt64
    let size: UInt64
    let name: Int
  }

  private struct Segment {
    let offset: UInt64
    let address: UInt64
    let size: UInt64
  }

  private let bytes: [UInt8]
  private var segments: [Segment] = []
  /// By their start.
  private var symbols: [Symbol] = []
  private var names = 0

  /// Nil where the bytes are no such file, or a damaged one.
  init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    guard bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46, 2, 1]) else { return nil }
    guard readSegments(), readSymbols() else { return nil }
  }

  init?(path: String) {
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped) else { return nil }
    self.init([UInt8](data))
  }

  /// The function at a place of the file; nil between functions.
  func name(atOffset offset: UInt64) -> String? {
    guard let segment = segments.first(where: { $0.offset <= offset && offset - $0.offset < $0.size }) else {
      return nil
    }
    let (address, overflow) = segment.address.addingReportingOverflow(offset - segment.offset)
    guard !overflow, let symbol = symbol(at: address) else { return nil }
    return text(at: symbol.name)
  }

  /// Where a function is in the file; nil where there is none of this name.
  func place(of name: String) -> UInt64? {
    guard let symbol = symbols.first(where: { text(at: $0.name) == name }),
      let segment = segments.first(where: { $0.address <= symbol.start && symbol.start - $0.address < $0.size })
    else { return nil }
    let (place, overflow) = segment.offset.addingReportingOverflow(symbol.start - segment.address)
    return overflow ? nil : place
  }

  private func symbol(at address: UInt64) -> Symbol? {
    var (low, high) = (0, symbols.count)
    while low < high {
      let middle = (low + high) / 2
      if symbols[middle].start <= address { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    let symbol = symbols[low - 1]
    // Code written in assembler tells no size.
    return symbol.size == 0 || address - symbol.start < symbol.size ? symbol : nil
  }

  private mutating func readSegments() -> Bool {
    guard let table = number(32, 8), let size = number(54, 2), let count = number(56, 2), size >= 56 else {
      return false
    }
    for index in 0..<count {
      guard let start = place(table, index, size), let kind = number(start, 4), let offset = number(start + 8, 8),
        let address = number(start + 16, 8), let length = number(start + 32, 8)
      else { return false }
      if kind == 1 { segments.append(Segment(offset: offset, address: address, size: length)) }
    }
    return true
  }

  /// The full table where the file has one, else that of the dynamic linker.
  private mutating func readSymbols() -> Bool {
    guard let table = number(40, 8), let size = number(58, 2), let count = number(60, 2), size >= 64 else {
      return false
    }
    var tables: [UInt64: Int] = [:]
    for index in 0..<count {
      guard let start = place(table, index, size), let kind = number(start + 4, 4) else { return false }
      tables[kind] = start
    }
    guard let start = tables[2] ?? tables[11] else { return true }
    guard let link = number(start + 40, 4), let strings = place(table, link, size),
      let textStart = number(strings + 24, 8),
      let first = number(start + 24, 8), let length = number(start + 32, 8), textStart <= UInt64(bytes.count),
      first <= UInt64(bytes.count), length <= UInt64(bytes.count) - first
    else { return false }
    names = Int(textStart)
    for place in stride(from: Int(first), to: Int(first + length) - 23, by: 24) {
      // A function (2) or one that the loader chooses (10), defined here.
      guard let info = number(place + 4, 1), [2, 10].contains(info & 15), let section = number(place + 6, 2),
        section != 0,
        let name = number(place, 4), let start = number(place + 8, 8), let size = number(place + 16, 8)
      else { continue }
      symbols.append(Symbol(start: start, size: size, name: Int(name)))
    }
    symbols.sort { ($0.start, $0.size) < ($1.start, $1.size) }
    return true
  }

  private func text(at place: Int) -> String? {
    let start = names + place
    guard start < bytes.count else { return nil }
    let text = bytes[start...].prefix { $0 != 0 }
    return text.isEmpty ? nil : String(decoding: text, as: UTF8.self)
  }

  /// Where an entry of a table begins; nil where that is no place of the file.
  private func place(_ table: UInt64, _ index: UInt64, _ size: UInt64) -> Int? {
    let (offset, isTooFar) = index.multipliedReportingOverflow(by: size)
    let (place, isBeyond) = table.addingReportingOverflow(offset)
    return isTooFar || isBeyond || place >= UInt64(bytes.count) ? nil : Int(place)
  }

  /// A little-endian number; nil beyond the end.
  private func number(_ place: Int, _ width: Int) -> UInt64? {
    guard place >= 0, place <= bytes.count - width else { return nil }
    return bytes[place..<(place + width)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
