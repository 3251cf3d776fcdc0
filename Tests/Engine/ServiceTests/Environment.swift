import Foundation

extension Int {
  /// A number that whoever starts the tests may set.
  init?(environment name: String) {
    guard let text = ProcessInfo.processInfo.environment[name] else { return nil }
    self.init(text)
  }
}
