import ExperimentSpecs
import Foundation
import HostSystem
import Running
import Wording

/// One line at the bottom of the terminal for each run that is being trained; what stays is printed above.
struct LiveReporter: ProgressReporter {
  private let isColored: Bool
  private let screen = Locked(Screen())

  /// The runs at the bottom, in the order they began.
  private struct Screen {
    var runs: [(title: String, line: String)] = []
    /// Lines now on the terminal that will be drawn over.
    var drawn = 0
  }

  init(isColored: Bool) {
    self.isColored = isColored
  }

  func report(_ event: RunEvent) {
    screen.withValue { screen in
      switch event {
      case .progress(let run, let progress): show(line(run.title, progress), of: run, on: &screen)
      case .stage(let run, let progress) where progress.done == progress.total:
        // A dictionary's run has no other end.
        screen.runs.removeAll { $0.title == run.title }
        draw(&screen, above: nil)
      case .stage(let run, let progress):
        show("\(terminalText(String(run.title.suffix(36)))): \(progress.words)", of: run, on: &screen)
      case .skipped, .evaluated, .saved: break
      case .ended(let result):
        screen.runs.removeAll { $0.title == result.run.title }
        draw(&screen, above: event.line { _ in nil })
      case .started, .scored, .note:
        draw(&screen, above: event.line { _ in nil })
      }
    }
  }

  private func show(_ line: String, of run: any DescribedRun, on screen: inout Screen) {
    if let index = screen.runs.firstIndex(where: { $0.title == run.title }) {
      screen.runs[index].line = line
    } else {
      screen.runs.append((run.title, line))
    }
    draw(&screen, above: nil)
  }

  /// Draws the lines anew, with a line that stays above them.
  private func draw(_ screen: inout Screen, above line: String?) {
    var text = String(repeating: "\u{1B}[A", count: screen.drawn) + "\r\u{1B}[J"
    if let line { text += terminalText(line) + "\n" }
    let columns = StandardStream.output.columns
    for run in screen.runs { text += terminalLine(run.line, columns: columns) + "\n" }
    screen.drawn = screen.runs.count
    write(text, to: .output)
  }

  /// Shorter than 80 columns for the usual titles.
  private func line(_ title: String, _ progress: RunProgress) -> String {
    let percent = progress.total > 0 ? 100 * progress.backprops / progress.total : 100
    var parts = ["\(percent) %"]
    if let rate = progress.subImagesPerSecond { parts.append("\(Int(rate.rounded()).grouped)/s") }
    if let psnr = progress.psnr {
      parts.append(bold(decibels(psnr)) + " (bicubic \(progress.bicubicPSNR.fixed(2)))")
    }
    if let left = progress.secondsLeft { parts.append("\(duration(left)) left") }
    return "\(terminalText(String(title.suffix(36)))): " + parts.joined(separator: ", ")
  }

  private func bold(_ text: String) -> String { isColored ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
}
