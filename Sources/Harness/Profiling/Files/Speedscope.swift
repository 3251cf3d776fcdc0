import Foundation

/// A profile for speedscope (https://www.speedscope.app): its file format, of the sampled kind.
///
/// Each different stack is one sample with its whole weight: a loop of one body has no order in time that tells anything.
///
/// - Source: https://www.speedscope.app/file-format-schema.json
package enum Speedscope {
  private struct File: Encodable {
    var schema = "https://www.speedscope.app/file-format-schema.json"
    var shared: Shared
    var profiles: [SampledProfile]
    var name: String
    var activeProfileIndex = 0
    var exporter: String

    enum CodingKeys: String, CodingKey {
      case schema = "$schema"
      case shared, profiles, name, activeProfileIndex, exporter
    }
  }

  private struct Shared: Encodable { var frames: [NamedFrame] }

  private struct NamedFrame: Encodable {
    var name: String
    /// Whose code it is: speedscope colours by file.
    var file: String
  }

  private struct SampledProfile: Encodable {
    var type = "sampled"
    var name: String
    var unit: String
    var startValue = 0
    var endValue: Int
    var samples: [[Int]]
    var weights: [Int]
  }

  package static func text(_ profile: Profile, exporter: String) throws -> String {
    var places: [Frame: Int] = [:]
    var frames: [NamedFrame] = []
    let sorted = profile.stacks.sorted
    let samples = sorted.map { entry in
      entry.stack.map { frame in
        if let place = places[frame] { return place }
        places[frame] = frames.count
        frames.append(NamedFrame(name: frame.name, file: frame.origin.rawValue))
        return frames.count - 1
      }
    }
    let (unit, weight): (String, Int) =
      switch profile.measure {
      case .time(let hertz, _): ("nanoseconds", 1_000_000_000 / max(1, hertz))
      case .instructions: ("none", 1)
      case .bytes: ("bytes", 1)
      }
    let file = File(
      shared: Shared(frames: frames),
      profiles: [
        SampledProfile(
          name: profile.name, unit: unit, endValue: profile.stacks.total * weight, samples: samples,
          weights: sorted.map { $0.count * weight })
      ], name: profile.name, exporter: exporter)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(file), as: UTF8.self) + "\n"
  }
}
