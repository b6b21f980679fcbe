import FlyingSocks
import HostSystem
import Wording

/// Why no page is served.
package enum ServingError: CommandError, Equatable, CustomStringConvertible {
  /// The port can't be had; the reason is the system's.
  case noPort(Int, reason: String)

  init(_ error: any Error, port: Int) {
    guard case .failed(_, let code, _) = error as? SocketError else {
      self = .noPort(port, reason: message(of: error))
      return
    }
    self = .noPort(port, reason: systemWords(code))
  }

  /// 2: another port is to be chosen.
  package var exitCode: Int32 { 2 }

  /// The sentence for the user.
  package var description: String {
    switch self {
    case .noPort(let port, let reason):
      "--serve \(port): expected a port of this machine that is free, found that it can't be had: \(reason). Choose another, "
        + "or 0 for any"
    }
  }
}
