import HostSystem
import Wording

/// What is being trained in a results folder, and in the demo's in it, as `experiments status --watch` tells of it.
package struct LiveList: Sendable {
  private let results: String
  private let runs: [LiveRun]

  /// Looks now.
  /// - Throws: `HostError.refused` if a folder can't be listed.
  package init(results: String) throws(HostError) {
    self.results = results
    runs = try LiveRun.all(in: results) + LiveRun.all(in: results + "/demo")
  }

  /// For people.
  package var text: String {
    if runs.isEmpty { return "No run in \(results) is being trained.\n" }
    return listed(
      [["run", "progress", "PSNR", "sub-images", "time left", "by"]]
        + runs.map { [$0.title, $0.progressText, $0.psnrText, $0.rateText, $0.timeLeftText, $0.ownerText] })
  }

  /// For machines.
  package var json: JSON { .object([("runs", .list(runs.map(\.json)))]) }
}
