import Synchronization

/// A queue that several threads have in common, one after the other.
final class SharedQueue: Sendable {
  private let queue = Mutex<DeviceQueue?>(nil)

  /// Lends the queue, or the place for it.
  func withLock<Result: Sendable>(_ body: (inout DeviceQueue?) throws -> Result) rethrows -> Result {
    try queue.withLock { try body(&$0) }
  }
}
