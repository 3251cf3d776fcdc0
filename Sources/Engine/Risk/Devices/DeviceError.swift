/// Why a device did not compute: which call of which library, and what it said.
public struct DeviceError: Error, Equatable, Sendable {
  public let call: String
  /// What the call returned; nil where there was no call to make.
  public let code: Int?
  public let reason: String

  public init(call: String, code: Int?, reason: String) {
    (self.call, self.code, self.reason) = (call, code, reason)
  }

  static var onlyFloat32: DeviceError {
    DeviceError(call: "cuda", code: nil, reason: "the device computes in Float32 only")
  }
}

extension DeviceError: CustomStringConvertible {
  public var description: String { "\(call)\(code.map { " returned \($0)" } ?? ""): \(reason)" }
}
