import Foundation
import Plotting

/// The runs that are being trained while the page is looked at, as a server gives them; the page asks for them anew again
/// and again.
package struct LiveRuns: Sendable {
  package struct Run: Sendable, Encodable {
    let title, progress, psnr, rate, timeLeft, owner: String
    /// From 0 to 1.
    let share: Double

    /// A run in words.
    package init(
      title: String, progress: String, psnr: String, rate: String, timeLeft: String, owner: String,
      share: Double
    ) {
      (self.title, self.progress, self.psnr) = (title, progress, psnr)
      (self.rate, self.timeLeft, self.owner) = (rate, timeLeft, owner)
      self.share = min(1, max(0, share))
    }
  }

  private struct State: Encodable {
    let version: String
    let notes: [String]
    let runs: [Run]
    let plot: PlotData
  }

  /// Changes when a run comes to its end: then the page below is another.
  package var version: String
  /// What the reader is to know.
  package var notes: [String]
  package var runs: [Run]
  package var curves: [Curve]

  /// Names all of it.
  package init(version: String, notes: [String] = [], runs: [Run], curves: [Curve]) {
    (self.version, self.notes, self.runs, self.curves) = (version, notes, runs, curves)
  }

  private var figure: Figure {
    Figure(
      id: "live-curves", title: "As they train", yLabel: "PSNR (dB), padded output", logX: false,
      curves: curves)
  }

  private var state: State { State(version: version, notes: notes, runs: runs, plot: PlotData(figure)) }

  /// What the page's script asks for.
  /// - Throws: what the encoder throws, for numbers that aren't finite.
  package func json() throws -> [UInt8] { Array(try JSONEncoder().encode(state)) }

  /// The part of the page, which the script fills.
  func html() -> String {
    let heads = ["Run", "Progress", "PSNR", "Rate", "Time left", "By"]
    return """
      <section id="live" aria-labelledby="live-title">
      <h2 id="live-title">Now</h2>
      \(dataBlock(state, id: "live-state"))
      <p class="said" role="status"></p>
      <p class="news" hidden>There are new results. <button type="button">Show them</button></p>
      <div class="scroll" tabindex="0"><table class="underway"><thead><tr>\
      \(heads.map { "<th scope=\"col\">\($0)</th>" }.joined())</tr></thead><tbody></tbody></table></div>
      \(PlotCard(figure: figure, text: "Of a run that goes on the points so far.", command: "experiments status --watch").html())
      </section>
      """
  }
}
