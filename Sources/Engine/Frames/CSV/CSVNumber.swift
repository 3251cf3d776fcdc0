/// A field's number, and the error that names the field where it holds none.
extension CSVCursor {
  /// The nearest `Double`; NaN for a gap.
  ///
  /// - Throws: `notANumber`, `numberTooLarge`.
  @inline(__always)
  func number(_ field: CSVField, line: Int, name: @autoclosure () -> String) throws(FrameError) -> Double {
    switch DecimalNumber.read(bytes, field.range) {
    case .gap: return .nan
    case .number(let number):
      if let value = number.nearest { return value }
      return try slow(field, line: line, name: name())
    case .long: return try slow(field, line: line, name: name())
    case .text: throw notANumber(field, line: line, name: name())
    }
  }

  /// The exact decimal; nothing for a gap.
  ///
  /// - Throws: `notANumber`, `tooManyDigits`.
  @inline(__always)
  func decimal(_ field: CSVField, line: Int, name: @autoclosure () -> String) throws(FrameError) -> DecimalNumber? {
    switch DecimalNumber.read(bytes, field.range) {
    case .gap: return nil
    case .number(let number): return number
    case .long: throw .tooManyDigits(Place(path: path, line: line), field: name(), text: shown(field))
    case .text: throw notANumber(field, line: line, name: name())
    }
  }

  @inline(never)
  private func slow(_ field: CSVField, line: Int, name: String) throws(FrameError) -> Double {
    // The grammar has been checked, so the standard library sees digits, never "inf" or a hexadecimal number.
    guard let value = text(field).flatMap(Double.init) else { throw notANumber(field, line: line, name: name) }
    guard value.isFinite else {
      throw .numberTooLarge(Place(path: path, line: line), field: name, text: shown(field))
    }
    return value
  }

  @inline(never)
  private func notANumber(_ field: CSVField, line: Int, name: String) -> FrameError {
    .notANumber(Place(path: path, line: line), field: name, text: shown(field))
  }
}
