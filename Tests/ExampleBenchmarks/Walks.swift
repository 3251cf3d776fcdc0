import Tickmark

extension Suite {
  /// A second suite, so that one can be chosen and the other left out.
  static let walks = Suite(
    "walks", question: "What does a step cost?", sizes: .smoke(4), .full(32), .large(320), .onRequest(3_200),
    dataset: { Dataset(name: "steps", sha256: PlantedFaults.hasOtherData ? "steps-2" : "steps-1", rows: 320) }
  ) { size in
    Operation("steps", elements: size.count, unit: "steps", yardsticks: [.arithmetic]) {
      Variant("scalar") {
        ModelMachine.spend(nanoseconds: 3 * Double(size.count))
        var place = 0
        for step in 0..<size.count { place += step % 3 - 1 }
        return place
      }
    }
  }
}
