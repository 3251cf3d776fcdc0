extension AtomicFile {
  /// Appends a name, quoted where a reader would otherwise take it apart.
  public mutating func appendName(_ name: String) throws(FrameError) {
    let special: Set<UInt8> = [0x22, 0x2C, 0x0A, 0x0D]
    let isPlain =
      !name.utf8.contains(where: special.contains) && name.utf8.first != 0x20 && name.utf8.last != 0x20
      && name.utf8.first != 0x09 && name.utf8.last != 0x09 && !name.isEmpty
    try append(
      isPlain
        ? name : "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\"")
  }

  mutating func append(_ day: Day) throws(FrameError) {
    let (year, month, date) = day.components
    for digit in [year / 1_000, year / 100 % 10, year / 10 % 10, year % 10] { try append(UInt8(48 + digit)) }
    for part in [month, date] {
      try append(UInt8(ascii: "-"))
      try append(UInt8(48 + part / 10))
      try append(UInt8(48 + part % 10))
    }
  }
}

extension Frame {
  /// Writes a long file: `symbol,date,open,high,low,close,volume`, a row a symbol and moment; gaps are empty.
  ///
  /// Numbers are the shortest decimals that read back as the same element, so reading the file gives this frame again.
  ///
  /// - Throws: `cannotWrite`, and then the file that stood there is as it was.
  public func writeCSV(to path: String) throws(FrameError) {
    try AtomicFile.write(to: path) { (file) throws(FrameError) in
      try file.append("symbol,date,open,high,low,close,volume\n")
      for symbol in symbols.indices {
        for row in rows(of: symbol) {
          try file.appendName(symbols[symbol])
          try file.append(UInt8(ascii: ","))
          try file.append(Day(number: days[row]))
          if let seconds { try file.append(" " + Moment.clock(seconds[row])) }
          for column in [open, high, low, close] {
            try file.append(UInt8(ascii: ","))
            try file.append(column.text(row))
          }
          try file.append(UInt8(ascii: ","))
          try file.append(volume.text(row))
          try file.append(UInt8(ascii: "\n"))
        }
      }
    }
  }
}

extension WideTable {
  /// Writes a wide file: `Date` and a column an asset; gaps are empty, numbers the shortest that read back the same.
  ///
  /// - Throws: `cannotWrite`, and then the file that stood there is as it was.
  public func writeCSV(to path: String) throws(FrameError) {
    try AtomicFile.write(to: path) { (file) throws(FrameError) in
      try file.append("Date")
      for name in names {
        try file.append(UInt8(ascii: ","))
        try file.appendName(name)
      }
      try file.append(UInt8(ascii: "\n"))
      for (day, date) in dates.enumerated() {
        try file.append(date)
        for asset in names.indices {
          try file.append(UInt8(ascii: ","))
          let value = panel[day, asset]
          if !value.isNaN { try file.append("\(value)") }
        }
        try file.append(UInt8(ascii: "\n"))
      }
    }
  }
}
