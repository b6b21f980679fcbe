import Foundation

/// A wish to stop that any thread can state and any thread can see.
public final class Cancellation: Sendable {
  private let flag = Locked(false)

  /// Nothing is to stop yet.
  public init() {}

  /// Whether to stop.
  public var isRequested: Bool { flag.withValue { $0 } }

  /// Asks to stop; false if that was asked before.
  /// - Parameter announce: called if it wasn't, before anybody stops: whoever looks waits meanwhile, so it mustn't look itself.
  @discardableResult
  public func request(announce: () -> Void = {}) -> Bool {
    flag.withValue { requested in
      guard !requested else { return false }
      announce()
      requested = true
      return true
    }
  }
}

/// States the wish to stop after a time, unless it is gone before.
public final class CancellationTimer: @unchecked Sendable {
  private let source: any DispatchSourceTimer

  /// Begins to wait.
  /// - Parameter onRequest: called on another thread, if nobody asked to stop before, and before anybody stops.
  public init(_ cancellation: Cancellation, seconds: Double, onRequest: @escaping @Sendable () -> Void) {
    source = DispatchSource.makeTimerSource(queue: .global(qos: .userInteractive))
    source.schedule(deadline: .now() + seconds)
    source.setEventHandler { cancellation.request(announce: onRequest) }
    source.resume()
  }

  deinit { source.cancel() }
}

/// Turns SIGINT, SIGTERM and SIGHUP into a wish to stop, for as long as it lives; a second signal ends the process at
/// once.
///
/// One wish often comes twice: `timeout` and a shell that closes signal a process and then its group. So what follows
/// the first signal within a second counts as the same, and a hang-up never as the second. A process that was started
/// with `nohup` isn't stopped by a hang-up at all.
public final class SignalWatch: @unchecked Sendable {
  private let watched: [(number: Int32, source: any DispatchSourceSignal)]

  /// Begins to watch.
  /// - Parameter onRequest: called once, on another thread, at the first signal, before anybody stops.
  public init(_ cancellation: Cancellation, onRequest: @escaping @Sendable () -> Void = {}) {
    let first = Locked<ContinuousClock.Instant?>(nil)
    let numbers = [SIGINT, SIGTERM] + (isIgnored(SIGHUP) ? [] : [SIGHUP])
    watched = numbers.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global(qos: .userInteractive))
      source.setEventHandler {
        let isSecond = first.withValue { first in
          defer { first = first ?? .now }
          return first.map { .now - $0 > .seconds(1) } ?? false
        }
        if isSecond, number != SIGHUP { _exit(130) }
        cancellation.request(announce: onRequest)
      }
      source.resume()
      return (number, source)
    }
  }

  /// Gives the signals their usual effect back.
  deinit {
    for (number, source) in watched {
      source.cancel()
      signal(number, SIG_DFL)
    }
  }
}

/// Makes a write to a pipe whose reader is gone fail instead of ending the process: `run … | head` goes on, and an
/// interrupted `run … | tee` saves its state though Ctrl-C has ended `tee`.
///
/// Likewise a write beyond the largest file that the shell allows (`ulimit -f`).
///
/// Programs that are started from here on have the usual effect: a handler isn't handed down to them.
public func surviveFailedWrites() {
  for number in [SIGPIPE, SIGXFSZ] { signal(number) { _ in } }
}

private func isIgnored(_ number: Int32) -> Bool {
  var action = sigaction()
  guard sigaction(number, nil, &action) == 0 else { return false }
  #if canImport(Darwin)
    let handler = action.__sigaction_u.__sa_handler
  #else
    let handler = action.__sigaction_handler.sa_handler
  #endif
  return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
}
