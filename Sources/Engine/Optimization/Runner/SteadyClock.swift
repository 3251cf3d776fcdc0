import Dispatch

/// Time that only goes on, whatever becomes of the calendar.
enum SteadyClock {
  static var seconds: Double { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }
}
