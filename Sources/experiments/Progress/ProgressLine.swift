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
    let columns = StandardStream.errors.columns
    // The percentage stays in sight.
    let length = min(60, max(1, (columns ?? 80) - 8))
    let line = "\(terminalText(String(name.suffix(length)))): \(percent) %"
    write("\r\u{1B}[K" + terminalLine(line, columns: columns), to: .errors)
  }

  /// Takes the line away.
  func clear() {
    if isShown { write("\r\u{1B}[K", to: .errors) }
  }
}
