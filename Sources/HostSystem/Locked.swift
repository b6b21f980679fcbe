import Synchronization

/// A value that one thread at a time can touch: a mutex that several closures can hold.
public final class Locked<Value>: Sendable {
  private let mutex: Mutex<Value>

  /// A box with its first value.
  public init(_ value: consuming sending Value) {
    mutex = Mutex(value)
  }

  /// Reads or changes the value while no one else does.
  public func withValue<Result>(_ body: (inout sending Value) throws -> sending Result) rethrows
    -> sending Result
  {
    try mutex.withLock(body)
  }
}
