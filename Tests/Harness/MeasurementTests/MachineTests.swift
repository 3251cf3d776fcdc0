import Testing
import TickmarkAllocator

@testable import TickmarkMeasurement

struct MachineTests {
  @Test(arguments: [
    ("AMD EPYC", "26", "2", 2, "amd-epyc-f26m2-2c"),
    ("AMD EPYC 7B13", "25", "1", 96, "amd-epyc-7b13-f25m1-96c"),
    ("Intel(R) Xeon(R) Platinum 8175M CPU @ 2.50GHz", "6", "85", 4, "intel-xeon-platinum-8175m-f6m85-4c"),
    ("Intel(R) Core(TM) i7-1185G7 @ 3.00GHz", "6", "140", 8, "intel-i7-1185g7-f6m140-8c"),
    ("AMD Ryzen 9 5950X 16-Core Processor", "25", "33", 32, "amd-ryzen-9-5950x-f25m33-32c"),
  ]) func `a machine class names processor, family, model and cores`(
    _ processor: String, _ family: String, _ model: String, _ cores: Int, _ expected: String
  ) {
    #expect(
      MachineProbe.machineClass(processor: processor, family: family, model: model, cores: cores) == expected)
  }

  @Test func `processors that differ in family, model or cores are other classes`() {
    let classes = ["25", "26"].flatMap { family in
      ["1", "2"].flatMap { model in
        [2, 4].map { MachineProbe.machineClass(processor: "AMD EPYC", family: family, model: model, cores: $0) }
      }
    }
    #expect(Set(classes).count == 8)
  }

  @Test func `the speed that a processor's name ends with is no part of the class`() {
    let classes = ["Intel Xeon CPU @ 2.20GHz", "Intel Xeon CPU @ 3.10GHz"].map {
      MachineProbe.machineClass(processor: $0, family: "6", model: "79", cores: 2)
    }
    #expect(classes[0] == classes[1])
  }

  @Test func `the fingerprint of this machine says what it was built for`() {
    let fingerprint = MachineProbe.fingerprint()
    #expect(fingerprint.instructionSet == InstructionSet.built.name)
    #expect(fingerprint.allocator == Allocator.name)
    #expect(fingerprint.cores >= 1 && fingerprint.memoryBytes > 0 && fingerprint.kernel.hasPrefix("Linux "))
    #expect(fingerprint.class.hasSuffix("-\(fingerprint.cores)c"))
  }

  @Test func `this processor supports what the tests were built for`() {
    #expect(InstructionSet.built <= InstructionSet.supported)
  }
}
