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
      } else if name.isEmpty || name == "[unknown]" || name == "//anon" {
        self = .unknown
      } else if Self.isKernel(name) {
        self = .kernel
      } else if name.hasPrefix("libswift") || name.hasPrefix("lib_Foundation") || name.hasPrefix("libFoundation")
        || name.hasPrefix("libdispatch")
      {
        self = .swift
      } else {
        self = .library
      }
    }

    /// The kernel, a module by its name in brackets or by its file; what the kernel maps into every program is a library.
    private static func isKernel(_ name: String) -> Bool {
      name.hasPrefix("[")
        ? name != "[vdso]" && name != "[vsyscall]"
        : name.hasPrefix("vmlinux") || name.hasSuffix(".ko")
          || name.contains(".ko.")
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
    // In a stack's text a semicolon parts functions.
    let file = (object.split(separator: "/").last.map(String.init) ?? "").replacing(";", with: ":")
    return Frame(file.isEmpty || file == "[unknown]" ? "[unknown]" : "[unknown] \(file)", .unknown)
  }

  /// Whether a symbol names it.
  package var isNamed: Bool { !name.hasPrefix("[unknown]") }
}
