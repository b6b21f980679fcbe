import Foundation

/// A wish to stop that any thread can state and any thread can see.
public final class Cancellation: Sendable {
  private let flag = Locked(false)

  /// Nothing is to stop yet.
  public init() {}

  /// Whether to stop.
  public var isRequested: Bool { flag.withValue { $0 } }

  /// Asks to stop; false if that was asked before.
  @discardableResult
  public func request() -> Bool {
    flag.withValue { requested in
      defer { requested = true }
      return !requested
    }
  }
}

/// Turns SIGINT and SIGTERM into a wish to stop, for as long as it lives; a second signal ends the process at once.
public final class SignalWatch: @unchecked Sendable {
  private let sources: [any DispatchSourceSignal]

  /// Begins to watch.
  /// - Parameter onRequest: called once, on another thread, at the first signal.
  public init(_ cancellation: Cancellation, onRequest: @escaping @Sendable () -> Void = {}) {
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global(qos: .userInteractive))
      source.setEventHandler {
        guard cancellation.request() else { _exit(130) }
        onRequest()
      }
      source.resume()
      return source
    }
  }

  /// Gives the signals their usual effect back.
  deinit {
    for source in sources { source.cancel() }
    for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
  }
}
