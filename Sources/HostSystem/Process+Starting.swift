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

  /// Waits until the program has ended.
  ///
  /// `waitUntilExit` waits by the time of day: by one that is set back meanwhile, for as long as it was set back.
  package func waitForEnd() {
    while isRunning { usleep(2_000) }
  }
}
