import Digests
import ExperimentSpecs
import Foundation
import HostSystem
import Pages
import Plotting
import ProjectFiles
import RunRecords
import Wording

/// The page of results as it fills while runs are trained, by this process or others: all of it is read from files.
package struct LivePage: Sendable {
  private let project: Project
  private let profile: String
  private let archive: RunArchive
  private let experiments: [(path: String, experiment: ResolvedExperiment)]

  /// The page of some experiments, with the runs of the profile's results that are being trained.
  package init(
    of project: Project, _ experiments: [(path: String, experiment: ResolvedExperiment)], profile: String,
    archive: RunArchive
  ) {
    (self.project, self.experiments) = (project, experiments)
    (self.profile, self.archive) = (profile, archive)
  }

  /// What changes when a run comes to its end.
  package func version() throws -> String {
    let stamps = try RunFolder.all(in: archive.results).map { folder in
      "\(folder.path) \(FileStamp(ofFile: folder.metricsFile)?.modified ?? 0)"
    }
    var checksum = Checksum()
    checksum.update(Array(stamps.joined(separator: "\n").utf8))
    return String(checksum.bits, radix: 36)
  }

  /// What is being trained.
  package func live(version: String, notes: [String] = []) throws -> LiveRuns {
    let runs = try LiveRun.all(in: archive.results)
    return LiveRuns(
      version: version, notes: notes,
      runs: runs.map { run in
        LiveRuns.Run(
          title: run.title, progress: run.progressText, psnr: run.psnrText, rate: run.rateText,
          timeLeft: run.timeLeftText, owner: run.ownerText,
          share: run.pulse.map { Double($0.done) / Double(max(1, $0.total)) } ?? 0)
      },
      curves: runs.enumerated().compactMap { index, run in
        let points = run.curve.filter { $0.psnr.isFinite }
        guard points.count > 1, let set = run.set else { return nil }
        return Curve(
          label: "\(run.title) on \(set)", kind: .ours(index),
          points: points.map { CurvePoint(x: $0.backprops, y: $0.psnr) })
      })
  }

  /// The page with what is finished; what stands in the way of that is said on the page.
  package func html(live: LiveRuns) -> String {
    var page: Page
    do {
      let contents = try ReportContents(
        of: project, experiments, profile: profile, archive: archive, threads: 1)
      page = try contents.page(ownImages: false, progress: { _ in })
    } catch ProjectError.untrained {
      page = Page(
        title: "SRCNN, run again", lead: ["Nothing is finished yet: results appear here by themselves."])
    } catch {
      page = Page(title: "SRCNN, run again", lead: ["The results can't be shown: \(message(of: error))"])
    }
    page.live = live
    return page.html()
  }

  /// The page before its results are read.
  package func waiting(live: LiveRuns) -> String {
    var page = Page(title: "SRCNN, run again", lead: ["The results are being read."])
    page.live = live
    return page.html()
  }

  /// A file of the results that the page links to; nil for any other path.
  /// - Parameter path: as a browser sends it, beginning with `/`.
  package func file(_ path: String) -> (bytes: [UInt8], name: String)? {
    guard let plain = path.removingPercentEncoding else { return nil }
    let parts = plain.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    let isPlain = parts.allSatisfy { part in
      !part.isEmpty && part.utf8.first != UInt8(ascii: ".") && !part.utf8.contains(0)
    }
    guard isPlain, parts.count > 1, let first = parts.first, let name = parts.last,
      ["figures", "tables", "pages", "runs"].contains(first)
    else { return nil }
    let folder = URL(fileURLWithPath: archive.results).resolvingSymlinksInPath().path
    let file = URL(fileURLWithPath: archive.results + "/" + parts.joined(separator: "/"))
      .resolvingSymlinksInPath().path
    // Through a link nothing is read that lies elsewhere.
    guard file.hasPrefix(folder + "/"), let bytes = try? readFile(file, limit: 64 << 20) else { return nil }
    return (bytes, String(name))
  }
}
