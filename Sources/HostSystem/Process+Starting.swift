import Foundation

extension Process {
  /// Starts the program with no signal held back.
  ///
  /// A program inherits what the thread that starts it holds back, and threads of Dispatch, concurrent tasks' among them, hold back
  /// nearly all signals: such a program could be ended by SIGKILL alone.
  /// - Throws: what `run` throws.
  package func start() throws {
    var none = sigset_t(), own = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &own)
    defer { pthread_sigmask(SIG_SETMASK, &own, nil) }
    try run()
  }

  /// Waits until the program has ended; it must have been started.
  ///
  /// `waitUntilExit` waits by the time of day: by one that is set back meanwhile, for as long as it was set back. Here the
  /// system wakes us at the end, and Foundation asks how it ended (`WNOWAIT` leaves that to it): no clock is looked at.
  package func waitForEnd() {
    var ending = siginfo_t()
    // Any other failure means that Foundation has asked already.
    while waitid(P_PID, id_t(processIdentifier), &ending, WEXITED | WNOWAIT) != 0, errno == EINTR {}
    // Foundation notes the end on a thread of its own, a moment later.
    while isRunning { usleep(2_000) }
  }
}
