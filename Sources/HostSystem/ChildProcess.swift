import Foundation

/// A program that we have started; the system is asked how it ended even if nobody waits for it.
package final class ChildProcess: Sendable {
  /// How it ended.
  package struct Ending: Sendable, Equatable {
    /// Its exit code, or the signal's number; 0 if all went well.
    package let status: Int32
    /// The signal that ended it; nil if it ended by itself.
    package let signal: Int32?

    /// As `waitpid` says it.
    fileprivate init(of word: Int32) {
      let signal = word & 0x7F
      self.init(status: signal == 0 ? word >> 8 & 0xFF : signal, signal: signal == 0 ? nil : signal)
    }

    package init(status: Int32, signal: Int32?) {
      self.status = status
      self.signal = signal
    }

    /// The system doesn't know it: others have asked already.
    fileprivate static let unknown = Ending(status: -1, signal: nil)
  }

  package let number: Int32
  private let ending = Locked<Ending?>(nil)

  init(number: Int32) {
    self.number = number
  }

  /// What nobody asks after stays in the system's table, and in the way of whoever waits for any program at all.
  deinit {
    guard isRunning else { return }
    Thread.detachNewThread { [number] in
      _ = askSystem(number, 0)
    }
  }

  package var isRunning: Bool { ask(WNOHANG) == nil }

  /// Sends it a signal, unless it has ended.
  package func send(_ signal: Int32) {
    // Its number is its own until we have asked how it ended.
    ending.withValue { if $0 == nil { kill(number, signal) } }
  }

  /// Waits until it has ended, without looking again and again.
  @discardableResult
  package func wait() -> Ending {
    // Not asked under the lock, so that it can be sent a signal meanwhile; whoever asks first is told.
    var information = siginfo_t()
    while ending.withValue({ $0 == nil }), waitid(P_PID, id_t(number), &information, WEXITED | WNOWAIT) != 0,
      errno == EINTR
    {}
    return ask(0) ?? .unknown
  }

  /// How it ended, once it has.
  private func ask(_ options: Int32) -> Ending? {
    ending.withValue { ending in
      if let ending { return ending }
      let (asked, status) = askSystem(number, options)
      guard asked != 0 else { return nil }
      let found = asked < 0 ? .unknown : Ending(of: status)
      ending = found
      return found
    }
  }
}

/// What `waitpid` says, however many signals come while it waits: the process that has ended, or 0 or -1; and how.
private func askSystem(_ number: Int32, _ options: Int32) -> (process: Int32, status: Int32) {
  var status: Int32 = 0
  while true {
    let asked = waitpid(number, &status, options)
    if asked >= 0 || errno != EINTR { return (asked, status) }
  }
}
