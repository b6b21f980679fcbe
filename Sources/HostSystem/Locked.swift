import Foundation

/// A value that one thread at a time can touch.
public final class Locked<Value>: @unchecked Sendable {
  private let lock = NSLock()
  private var value: Value

  /// A box with its first value.
  public init(_ value: sending Value) {
    self.value = value
  }

  /// Reads or changes the value while no one else does.
  public func withValue<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
    lock.lock()
    defer { lock.unlock() }
    return try body(&value)
  }
}
