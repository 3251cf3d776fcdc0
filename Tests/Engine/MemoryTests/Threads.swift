import Foundation

/// Runs `body` on so many threads of their own at once, and waits for all.
///
/// Dispatch promises no thread to anyone: bodies that wait for each other could wait for ever.
func onThreads(_ count: Int, _ body: @escaping @Sendable (_ thread: Int) -> Void) {
  let group = DispatchGroup()
  for index in 0..<count {
    group.enter()
    Thread.detachNewThread {
      body(index)
      group.leave()
    }
  }
  group.wait()
}
