import Foundation
import HostSystem
import Wording

/// One line of a terminal that says how far a file is; nothing elsewhere, so that pipes get results alone.
struct ProgressLine {
  private let isShown: Bool

  /// A line on the error stream.
  init(isShown: Bool) {
    self.isShown = isShown && isatty(STDERR_FILENO) == 1
  }

  /// Draws the line over the last one.
  func show(_ name: String, percent: Int) {
    guard isShown else { return }
    let line = "\(terminalText(String(name.suffix(60)))): \(percent) %"
    write("\r\u{1B}[K" + terminalLine(line, columns: StandardStream.errors.columns), to: .errors)
  }

  /// Takes the line away.
  func clear() {
    if isShown { write("\r\u{1B}[K", to: .errors) }
  }
}
