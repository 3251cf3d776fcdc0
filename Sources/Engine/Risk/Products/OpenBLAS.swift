import CTickmarkOpenBLAS
import Synchronization

/// The library, opened at its first use, and its threads: one setting for the whole process.
///
/// - Precondition: of products: `failure` is nil.
public enum OpenBLAS {
  /// Why it is not there; nil where it is. `TICKMARK_OPENBLAS` names another file than the system's.
  public static var failure: DeviceError? {
    tickmark_openblas_failure().map { DeviceError(call: "dlopen", code: nil, reason: String(cString: $0)) }
  }

  /// How many threads a call may use, by the caller's own setting or the library's; 0 where it is not there.
  public static var threads: Int {
    get { Int(tickmark_openblas_threads()) }
    set { tickmark_openblas_set_threads(Int32(newValue)) }
  }

  /// The processor that its kernels are written for; `OPENBLAS_CORETYPE` chooses another one before the program starts.
  public static var core: String { String(cString: tickmark_openblas_core()) }

  private static let users = Mutex((count: 0, before: 0))

  /// Keeps calls on the threads that make them while `body` runs. Several may run at once: the last one to end puts back
  /// what the first one found.
  static func onOneThread(_ body: () -> Void) {
    users.withLock { users in
      if users.count == 0 {
        users.before = threads
        threads = 1
      }
      users.count += 1
    }
    body()
    users.withLock { users in
      users.count -= 1
      if users.count == 0 { threads = users.before }
    }
  }
}
