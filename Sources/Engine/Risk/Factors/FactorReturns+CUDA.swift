public import TickmarkAgreement
import TickmarkMemory

extension FactorReturns {
  /// On the device, by cuBLAS's `sgemm`; the returns are laid in rows here.
  public static var cuda: Variant<Body> { cuda(on: CUDALibrary.shared) }

  static func cuda(on library: Result<CUDALibrary, DeviceError>) -> Variant<Body> {
    Variant("cuda") { input, workspace in
      switch library {
      case .failure(let error): return error
      case .success(let library):
        workspace.check(input)
        return workspace.multiply(input, on: library)
      }
    }
  }
}

extension FactorWorkspace {
  fileprivate mutating func multiply(_ input: FactorInput<Element>, on library: CUDALibrary) -> DeviceError? {
    takeLoadings(of: input)
    let (stride, factors, days, assets) = (rowStride, factors, days, assets)
    return rows.withLentBuffer { rows in
      rows.setRows(0..<days, of: input.returns, stride: stride)
      return loadings.withLentBuffer { loadings in
        factorReturns.values.withLentBuffer { result in
          guard let rows = rows as? LentBuffer<Float>, let loadings = loadings as? LentBuffer<Float>,
            let result = result as? LentBuffer<Float>
          else { return .onlyFloat32 }
          return library.product(
            LentMatrix(rows, stride: stride), LentMatrix(loadings, stride: assets), rows: days, columns: factors,
            depth: assets, into: result)
        }
      }
    }
  }
}
