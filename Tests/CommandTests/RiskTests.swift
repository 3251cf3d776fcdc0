import Foundation
import Testing

/// `tickmark risk` on files of the user's own.
@Suite struct RiskTests {
  /// Returns of `A`: +100 %, −50 %; of `B`: −50 %, +100 %: variances 1.125, covariance −1.125.
  static let prices = "Date,A,B\n2024-01-02,1,4\n2024-01-03,2,2\n2024-01-04,1,4\n"
  static let fake = Executable(name: "libFakeCUDA.so").url.path

  @Test(arguments: ["auto", "blas", "simd", "scalar"], ["float32", "float64"])
  func `the matrix has a row and a column a symbol`(_ variant: String, _ precision: String) throws {
    let place = try Workplace()
    try place.file("p.csv", Self.prices)
    let outcome = try place.tickmark(
      "risk", "--prices", "p.csv", "--variant", variant, "--precision", precision, "--covariance", "c.csv")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.output.isEmpty)
    #expect(try place.text("c.csv") == "symbol,A,B\nA,1.125,-1.125\nB,-1.125,1.125\n")
  }

  @Test func `standard output has the matrix alone, and messages say who computed`() throws {
    let place = try Workplace()
    try place.file("p.csv", Self.prices)
    let outcome = try place.tickmark("risk", "--prices", "p.csv")
    #expect(outcome.output.hasPrefix("symbol,A,B\n") && outcome.output.split(separator: "\n").count == 3)
    #expect(outcome.errors.contains("computed by blas"))
  }

  @Test func `a gap is refused by symbol and date, or left out and counted`() throws {
    let place = try Workplace()
    try place.file("p.csv", Self.prices + "2024-01-05,,5\n2024-01-08,3,4\n2024-01-09,2,6\n")
    let refused = try place.tickmark("risk", "--prices", "p.csv", "--covariance", "c.csv")
    #expect(refused.status == 65)
    #expect(
      refused.complaints == [
        "'p.csv': 'A' has no return on 2024-01-05; fill the price, or leave such days out with '--gaps leave-out'"
      ])
    #expect(!place.exists("c.csv"))
    let taken = try place.tickmark("risk", "--prices", "p.csv", "--covariance", "c.csv", "--gaps", "leave-out")
    #expect(taken.status == 0 && taken.errors.contains("2 days with gaps are left out"))
  }

  @Test func `lines that make no sense are usage`() throws {
    let place = try Workplace()
    try place.file("p.csv", Self.prices)
    #expect(try place.tickmark("risk").status == 64)
    #expect(try place.tickmark("risk", "--prices", "p.csv", "--half-life", "-3").status == 64)
    #expect(try place.tickmark("risk", "--prices", "p.csv", "--half-life", "0.01").status == 64)
    #expect(try place.tickmark("risk", "--prices", "p.csv", "--variant", "abacus").status == 64)
    #expect(try place.tickmark("risk", "--prices", "none.csv").status == 66)
    let both = try place.tickmark("risk", "--prices", "p.csv", "--half-life", "3", "--shrinkage", "ledoit-wolf")
    #expect(both.status == 64)
  }

  @Test func `a device is used where it is asked for, and told where it fails`() throws {
    let place = try Workplace()
    try place.file("p.csv", Self.prices)
    let works = try place.tickmark(
      "risk", "--prices", "p.csv", "--variant", "cuda", environment: ["TICKMARK_CUDA_LIBRARIES": Self.fake])
    #expect(works.status == 0 && works.output.contains("A,1.125,-1.125"), "\(works)")
    let fails = try place.tickmark(
      "risk", "--prices", "p.csv", "--variant", "cuda",
      environment: ["TICKMARK_CUDA_LIBRARIES": Self.fake, "FAKE_CUDA_FAIL": "cublasSsyrk_v2=13"])
    #expect(fails.status == 78)
    #expect(fails.complaints.count == 1 && fails.complaints[0].contains("cublasSsyrk_v2 returned 13"))
    let falls = try place.tickmark(
      "risk", "--prices", "p.csv",
      environment: ["TICKMARK_CUDA_LIBRARIES": Self.fake, "FAKE_CUDA_FAIL": "cublasSsyrk_v2=13"])
    #expect(falls.status == 0 && falls.errors.contains("cuda: cublasSsyrk_v2 returned 13"))
    #expect(falls.errors.contains("computed by blas"))
  }

  @Test func `the devices are told with the reason`() throws {
    let place = try Workplace()
    let outcome = try place.tickmark(
      "risk", "--devices",
      environment: ["TICKMARK_CUDA_LIBRARIES": Self.fake, "FAKE_CUDA_FAIL": "cudaGetDeviceCount=35"])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("is computed by blas."))
    #expect(outcome.output.contains("cuda: cudaGetDeviceCount returned 35: CUDA driver version is insufficient"))
    #expect(outcome.output.contains("OpenBLAS: "))
  }

  @Test func `without OpenBLAS our own kernels compute, and the reason is told`() throws {
    let place = try Workplace()
    let absent = ["TICKMARK_OPENBLAS": "/nowhere/libopenblas.so"]
    let outcome = try place.tickmark("risk", "--devices", environment: absent)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("is computed by simd."))
    #expect(outcome.output.contains("blas: dlopen: /nowhere/libopenblas.so: cannot open shared object file"))
    let other = try place.tickmark("risk", "--devices", environment: ["TICKMARK_OPENBLAS": "libc.so.6"])
    #expect(other.status == 0 && other.output.contains("blas: dlopen: it has no 'openblas_get_num_threads'"))
    try place.file("p.csv", "Date,A,B\n2024-01-01,1,2\n2024-01-02,2,3\n2024-01-03,3,2\n2024-01-04,2,2\n")
    let double = try place.tickmark(
      "risk", "--prices", "p.csv", "--precision", "float64", environment: absent)
    #expect(double.status == 0 && double.errors.contains("computed by simd") && double.errors.contains("blas: dlopen"))
    let own = try place.tickmark("risk", "--prices", "p.csv", "--precision", "float64", "--variant", "simd")
    #expect(double.output == own.output && own.output.contains("A,0."))
    let asked = try place.tickmark("risk", "--prices", "p.csv", "--variant", "blas", environment: absent)
    #expect(asked.status == 78 && asked.complaints.count == 1, "\(asked)")
  }

  static let python = PythonEnvironment.interpreter("risk")

  @Test(.enabled(if: python != nil, "scikit-learn and skfolio cannot be installed here"))
  func `scikit-learn shrinks skfolio's twenty stocks as far as we do`() throws {
    let python = try #require(Self.python)
    let place = try Workplace()
    try place.file(
      "oracle.py",
      """
      import numpy as np
      from skfolio.datasets import load_sp500_dataset
      from sklearn.covariance import ledoit_wolf
      prices = load_sp500_dataset()
      prices.to_csv("p.csv", index_label="Date", date_format="%Y-%m-%d")
      matrix, shrinkage = ledoit_wolf(np.log(prices).diff().dropna().to_numpy())
      np.savetxt("matrix.csv", matrix, delimiter=",")
      print(repr(float(shrinkage)))
      """)
    let oracle = try python.run(["oracle.py"], in: place.folder)
    let expected = try #require(Double(oracle.output.trimmingCharacters(in: .whitespacesAndNewlines)), "\(oracle)")
    #expect(abs(expected - 0.0069319505) < 1e-9)
    let outcome = try place.tickmark(
      "risk", "--prices", "p.csv", "--returns", "log", "--shrinkage", "ledoit-wolf", "--precision", "float64",
      "--covariance", "c.csv")
    #expect(outcome.status == 0, "\(outcome)")
    let line = try #require(outcome.errors.split(separator: "\n").first { $0.contains("shrinkage ") })
    let shrinkage = try #require(line.split(separator: " ").last.flatMap { Double($0) })
    #expect(abs(shrinkage - expected) < 1e-10)
    let theirs = try place.text("matrix.csv").split(separator: "\n").map {
      $0.split(separator: ",").compactMap { Double($0) }
    }
    let ours = Table(try place.text("c.csv")).rows.map { $0.dropFirst().compactMap { Double($0) } }
    #expect(ours.count == 20 && theirs.count == 20)
    for (row, other) in zip(ours, theirs) {
      for (value, expected) in zip(row, other) { #expect(abs(value - expected) < 1e-12) }
    }
  }
}
