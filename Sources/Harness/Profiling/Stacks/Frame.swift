/// One function of a stack.
package struct Frame: Hashable, Sendable {
  /// Whose code it is; the order in which colours are given.
  package enum Origin: String, Sendable, CaseIterable {
    case program, swift = "Swift runtime", library, kernel, unknown

    /// - Parameters:
    ///   - object: the file that the code is in.
    ///   - program: the file of the program itself.
    init(object: String, program: String) {
      let name = object.split(separator: "/").last.map(String.init) ?? object
      if object == program {
        self = .program
      } else if name.hasPrefix("[kernel") || name.hasPrefix("[guest.kernel") || name.hasSuffix(".ko") {
        self = .kernel
      } else if name.isEmpty || name == "[unknown]" || name == "//anon" {
        self = .unknown
      } else if name.hasPrefix("libswift") || name.hasPrefix("lib_Foundation") || name.hasPrefix("libFoundation")
        || name.hasPrefix("libdispatch")
      {
        self = .swift
      } else {
        self = .library
      }
    }
  }

  package let name: String
  package let origin: Origin

  package init(_ name: String, _ origin: Origin) {
    self.name = name
    self.origin = origin
  }

  /// Code that no symbol names, with the file that it is in.
  static func unknown(in object: String) -> Frame {
    let file = object.split(separator: "/").last.map(String.init) ?? ""
    return Frame(file.isEmpty || file == "[unknown]" ? "[unknown]" : "[unknown] \(file)", .unknown)
  }

  /// Whether a symbol names it.
  package var isNamed: Bool { !name.hasPrefix("[unknown]") }
}
