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
}
