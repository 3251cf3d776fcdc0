import TickmarkMemory

/// One column on its way out, before it becomes C structs.
struct ArrowColumn {
  var name = ""
  /// The specification's format string.
  var format: String
  var length: Int
  var gaps = 0
  /// In the specification's order; nothing for a validity bitmap that is not needed.
  var buffers: [ArrowBuffer?]
  var children: [ArrowColumn] = []
  /// None or one.
  var dictionary: [ArrowColumn] = []
}

/// Memory that a consumer may read for as long as it keeps the array.
struct ArrowBuffer {
  let address: UnsafeRawPointer
  /// Keeps the memory.
  let owner: any Sendable

  init(address: UnsafeRawPointer, owner: any Sendable) {
    (self.address, self.owner) = (address, owner)
  }

  init<Element>(_ column: Column<Element>) {
    address = column.address
    owner = column
  }
}

extension ArrowColumn {
  /// Values in their own memory, and a bitmap of those that are there: one bit a value, or nothing where none is missing.
  init<Element>(_ name: String, _ format: String, _ values: Column<Element>, isGap: (Element) -> Bool) {
    var bitmap = AlignedBuffer<UInt8>(count: (values.count + 7) / 8, repeating: 0)
    var gaps = 0
    let elements = values.span
    for index in elements.indices {
      if isGap(elements[index]) { gaps += 1 } else { bitmap[index / 8] |= 1 << UInt8(index % 8) }
    }
    self.init(
      name: name, format: format, length: values.count, gaps: gaps,
      buffers: [gaps == 0 ? nil : ArrowBuffer(Column(bitmap)), ArrowBuffer(values)])
  }

  /// Values that are all there.
  init<Element>(_ name: String, _ format: String, _ values: Column<Element>) {
    self.init(name: name, format: format, length: values.count, buffers: [nil, ArrowBuffer(values)])
  }

  /// Texts, one behind the other, with 64-bit offsets.
  init(texts: [String]) {
    var offsets: [Int64] = [0]
    var bytes: [UInt8] = []
    for text in texts {
      bytes.append(contentsOf: text.utf8)
      offsets.append(Int64(bytes.count))
    }
    self.init(
      format: "U", length: texts.count,
      buffers: [
        nil, ArrowBuffer(Column(offsets, placeholder: 0)), ArrowBuffer(Column(bytes, placeholder: 0)),
      ])
  }
}
