public import TickmarkAgreement
import TickmarkMemory

extension Covariance {
  /// On the device: rows go there less their first day, means are taken away there, and the upper triangle comes back to be
  /// mirrored.
  ///
  /// Less the first day, a mean is of the size of a deviation; in Float32 it is off by some 1e-6 of one, and the covariance by
  /// the square of that.
  public static var cuda: Variant<Body> { cuda(on: CUDALibrary.shared) }

  static func cuda(on library: Result<CUDALibrary, DeviceError>) -> Variant<Body> {
    Variant("cuda") { input, workspace in
      switch library {
      case .failure(let error): return error
      case .success(let library):
        workspace.prepare(input)
        workspace.centre(input, into: .rows, areCentred: false)
        if let error = workspace.multiply(on: library) { return error }
        workspace.mirrorUpperTriangle()
        workspace.finish(input)
        return nil
      }
    }
  }
}

extension CovarianceWorkspace {
  fileprivate mutating func multiply(on library: CUDALibrary) -> DeviceError? {
    let (order, days, stride, factor) = (assets, days, rowStride, Float(factor))
    let meanFactor = Float(1 / sumOfWeights)
    if rootsOfDevice.count == 0 { rootsOfDevice = AlignedBuffer(count: days, repeating: 1) }
    for day in 0..<days { rootsOfDevice[day] = Float(roots[day]) }
    return centred.withLentBuffer { rows in
      covariance.values.withLentBuffer { result in
        rootsOfDevice.withLentBuffer { roots in
          guard let rows = rows as? LentBuffer<Float>, let result = result as? LentBuffer<Float> else {
            return .onlyFloat32
          }
          return library.covariance(
            LentMatrix(rows, stride: stride), roots: roots, days: days, assets: order, meanFactor: meanFactor,
            factor: factor, into: result)
        }
      }
    }
  }
}
