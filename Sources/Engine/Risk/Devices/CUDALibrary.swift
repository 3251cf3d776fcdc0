import CTickmarkCUDA
import Glibc
import Synchronization
import TickmarkMemory

/// CUDA's runtime and cuBLAS on one device, opened at run time; a machine without them gives an error that says what is missing.
///
/// - Bounds: one call at a time; device memory of a call is given back before it returns, whatever it returns.
public final class CUDALibrary: @unchecked Sendable {
  // Sound to send: the handle is never changed, and `lock` lets one thread at a time use it.
  private let handle: OpaquePointer
  private let lock = Mutex(())

  /// The variable that names other libraries than the usual ones: files, with colons between them.
  public static let variable = "TICKMARK_CUDA_LIBRARIES"

  /// What this process uses, opened when it is first asked for.
  public static let shared: Result<CUDALibrary, DeviceError> = {
    do throws(DeviceError) {
      return .success(try CUDALibrary(paths: getenv(variable).map { String(cString: $0) }))
    } catch { return .failure(error) }
  }()

  /// - Parameter paths: files with colons between them; nil takes CUDA's own names.
  /// - Throws: where no library opens, one lacks a function, or there is no device that works.
  public init(paths: String?) throws(DeviceError) {
    var failure = tickmark_cuda_failure()
    guard let handle = unsafe tickmark_cuda_open(paths, &failure) else { throw failure.error }
    self.handle = handle
  }

  deinit { tickmark_cuda_close(handle) }

  /// The upper triangle of the products of `rows`, centred on the device (`CTickmarkCUDA.h`).
  func covariance(
    _ rows: LentMatrix<Float>, roots: LentBuffer<Float>, days: Int, assets: Int, meanFactor: Float, factor: Float,
    into result: LentBuffer<Float>
  ) -> DeviceError? {
    lock.withLock { _ in
      var failure = tickmark_cuda_failure()
      let code = tickmark_cuda_covariance(
        handle, rows.buffer.address(at: rows.offset), roots.address(at: 0), Int32(days), Int32(assets),
        Int32(rows.stride), meanFactor, factor, result.address(at: 0), &failure)
      return code == 0 ? nil : failure.error
    }
  }

  /// `a · bᵀ`; `a` is `rows` × `depth`, `b` is `columns` × `depth`.
  func product(
    _ a: LentMatrix<Float>, _ b: LentMatrix<Float>, rows: Int, columns: Int, depth: Int, into result: LentBuffer<Float>
  ) -> DeviceError? {
    lock.withLock { _ in
      var failure = tickmark_cuda_failure()
      let code = tickmark_cuda_product(
        handle, a.buffer.address(at: a.offset), Int32(a.stride), b.buffer.address(at: b.offset), Int32(b.stride),
        Int32(rows), Int32(columns), Int32(depth), result.address(at: 0), &failure)
      return code == 0 ? nil : failure.error
    }
  }
}

extension tickmark_cuda_failure {
  fileprivate var error: DeviceError {
    let isCall = Self.text(call).hasPrefix("cu")
    return DeviceError(call: Self.text(call), code: isCall ? Int(code) : nil, reason: Self.text(message))
  }

  /// The text of an array of C characters, up to its zero.
  private static func text<Characters>(_ characters: Characters) -> String {
    withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
