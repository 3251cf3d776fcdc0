import Foundation

/// What a subscriber asks for: an object with one or more of the keys below.
///
///     {"subscribe": ["S0001", "S0002"]}     {"unsubscribe": ["S0001"]}     {"watch": ["metrics", "verdicts"]}
public struct StreamCommand: Sendable, Equatable {
  public var subscribe: [String] = []
  public var unsubscribe: [String] = []
  public var watch: [Topic] = []

  /// What is told of the service itself, once a second or when it changes.
  public enum Topic: String, Sendable, CaseIterable {
    case metrics, verdicts
  }

  public init() {}

  /// - Throws: `StreamCommandError`
  public init(json: some Collection<UInt8>) throws(StreamCommandError) {
    let object: [String: [String]]
    do { object = try JSONDecoder().decode([String: [String]].self, from: Data(json)) } catch {
      throw .notACommand
    }
    guard !object.isEmpty else { throw .notACommand }
    for (key, values) in object.sorted(by: { $0.key < $1.key }) {
      switch key {
      case "subscribe": subscribe = values
      case "unsubscribe": unsubscribe = values
      case "watch":
        for value in values {
          guard let topic = Topic(rawValue: value) else { throw .unknownTopic(value) }
          watch.append(topic)
        }
      default: throw .unknownKey(key)
      }
    }
  }
}

/// Why a message is no command.
public enum StreamCommandError: Error, Equatable, Sendable, CustomStringConvertible {
  case notACommand
  case unknownKey(String)
  case unknownTopic(String)

  public var description: String {
    switch self {
    case .notACommand:
      "not a command; send an object of lists of names, such as {\"subscribe\":[\"S0001\"]}"
    case .unknownKey(let key): "no command \(JSONText.quoted(key)); there are subscribe, unsubscribe and watch"
    case .unknownTopic(let topic):
      "nothing to watch by the name \(JSONText.quoted(topic)); there are metrics and verdicts"
    }
  }
}
