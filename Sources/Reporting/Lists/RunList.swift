import ExperimentSpecs
import HostSystem
import Imaging
import ProjectFiles
import RunRecords
import Scoring
import Vocabulary
import Wording

/// The runs of a results folder, as `experiments status` and `show` tell of them.
package struct RunList: Sendable {
  private let results: String
  let folders: [RunFolder]
  /// What is being trained, by its folder.
  let live: [RunFolder: LiveRun]

  /// What is wrong with the files of each, in its folder's order.
  private let damages: [String?]

  /// Finds the runs of a results folder, and of the demo's in it.
  /// - Throws: `HostError.refused` if a folder can't be listed.
  package init(results: String) throws(HostError) {
    self.results = results
    folders = try RunFolder.all(in: results) + RunFolder.all(in: results + "/demo")
    let runs = try LiveRun.all(in: results) + LiveRun.all(in: results + "/demo")
    live = Dictionary(runs.map { ($0.folder, $0) }) { first, _ in first }
    damages = folders.map { $0.damage() }
  }

  /// Whether a file of any run is damaged.
  package var isDamaged: Bool { damages.contains { $0 != nil } }

  /// Whether a file of a run is damaged; see ``detail(of:)``.
  package func isDamaged(_ name: String) throws -> Bool { try damages[place(of: name)] != nil }

  /// The list for people.
  package var text: String {
    if folders.isEmpty { return "No run in \(results) yet.\n" }
    return listed([["run", "id", "backprops", "PSNR", "state"]] + folders.map(row))
  }

  /// The list for machines.
  package var json: JSON {
    .object([
      (
        "runs",
        .list(
          folders.map { folder in
            let fields = row(folder)
            return .object([
              ("run", .text(fields[0])), ("id", .text(fields[1])), ("folder", .text(folder.path)),
              ("state", .text(fields[4])),
              ("backprops", (try? folder.weights().run?.backprops).map { .integer($0) } ?? .null),
              ("psnr", .object(scores(folder).map { ($0.set, .score($0.psnr, decimals: 6)) })),
              ("underway", live[folder]?.json ?? .null),
            ])
          })
      )
    ])
  }

  /// All that is known of one run.
  /// - Parameter name: its folder, or the beginning of its id.
  /// - Throws: `ProjectError.unknownRun`.
  package func detail(of name: String) throws -> String {
    let folder = folders[try place(of: name)]
    let metrics = try? folder.metrics()
    return listed(facts(of: folder).map { [$0.name, $0.value] }) + settings(of: folder)
      + (metrics.map { ending($0) + images($0) } ?? "") + curve(of: folder, metrics)
  }

  /// The place of the one run that a name means.
  func place(of name: String) throws(ProjectError) -> Int {
    let path = name.hasSuffix("/") ? String(name.dropLast()) : name
    let found = folders.indices.filter { index in
      let folder = folders[index]
      return folder.path == path || folder.path.hasSuffix("/" + path)
        || (!path.isEmpty && (folder.shortId.hasPrefix(path) || path.hasPrefix(folder.shortId)))
    }
    guard let place = found.first, found.count == 1 else {
      let ids = (found.isEmpty ? Array(folders.indices) : found).map { folders[$0].shortId }
      throw .unknownRun(name: name, isAmbiguous: found.count > 1, known: ids)
    }
    return place
  }

  private func facts(of folder: RunFolder) -> [(name: String, value: String)] {
    let fields = row(folder)
    var facts: [(String, String)] = [
      ("run", fields[0]), ("folder", folder.path), ("state", fields[4]), ("backprops", fields[2]),
    ]
    if let model = try? folder.model() { facts.append(("method", model.summary)) }
    if let weights = try? folder.weights() { facts.append(("network", weights.summary)) }
    if let run = described(folder) {
      let images = run.data.trainImages.map { ", first \($0) images" } ?? ""
      facts.append(("trained on", run.data.train.joined(separator: ", ") + images))
      if let training = run.ofNetwork?.training {
        facts.append(("batch, schedule", "\(training.batch), \(training.schedule.words)"))
      }
    }
    if let provenance = folder.provenance() {
      facts.append(("id", provenance.runId))
      facts.append(("started", provenance.started))
      for moment in provenance.resumed { facts.append(("went on", moment)) }
      if let ended = provenance.ended {
        // ISO 8601 in UTC sorts as time goes.
        let isBack = ended < provenance.started ? " (before it started: the clock was set back)" : ""
        facts.append(("ended", ended + isBack))
      }
      if let failure = provenance.failure { facts.append(("failed", failure)) }
      facts.append(("time", duration(provenance.trainingSeconds + provenance.evaluationSeconds)))
      facts.append(("threads", "\(provenance.threads)"))
      if let rate = provenance.subImagesPerSecond { facts.append(("sub-images/s", rate.fixed(0))) }
      facts.append(("processor", "\(provenance.environment.processor), \(provenance.environment.simdLevel)"))
      if described(folder)?.ofNetwork == nil, let library = provenance.environment.libraries["openblas"] {
        facts.append(("linear algebra", library))
      }
      facts.append(("commit", provenance.environment.commit ?? "unknown"))
    }
    return facts
  }

  /// What the finished run scored on each set, by the tables' protocol.
  private func ending(_ metrics: MetricsFile) -> String {
    let final = metrics.final
    if final.isEmpty { return "" }
    let measures = ImageMeasure.allCases.filter { measure in
      final.values.contains { $0.measures.contains(measure) }
    }
    let isColour = final.values.contains { $0.colour != nil }
    let colours = isColour ? ColourMeasure.allCases.filter { $0 != .y } : []
    let rows = final.sorted { $0.key < $1.key }.map { set, scores in
      [set] + measures.map { scores.measures.contains($0) ? scores.mean($0).fixed($0.decimals) : "-" }
        + colours.map { scores.colour?.mean($0).fixed(2) ?? "-" }
    }
    return "\nAt the end, padded output, as in the tables:\n"
      + listed([["set"] + measures.map(\.title) + colours.map(\.title)] + rows, .numbersRight)
  }

  /// The curve, from `metrics.h5` or, of a run that isn't done, `checkpoint.h5`.
  private func curve(of folder: RunFolder, _ metrics: MetricsFile?) -> String {
    let history = metrics?.history ?? (try? CheckpointFile(contentsOf: folder.checkpointFile))?.history
    guard let history, history.count > 0 else { return "" }
    let sets = history.sets.keys.sorted()
    let protocols: [(ScoringProtocol, String)] = [(.table, "padded"), (.curve, "un-padded")]
    var rows = [["backprops", "loss"] + sets.flatMap { set in protocols.map { "\(set), \($0.1)" } }]
    for index in history.backprops.indices {
      rows.append(
        [history.backprops[index].grouped, history.loss[index].isNaN ? "-" : history.loss[index].fixed(5)]
          + sets.flatMap { set in
            protocols.map { history.sets[set]?.means($0.0)[index].fixed(3) ?? "-" }
          })
    }
    return "\nPSNR in dB as it trained:\n" + listed(rows, .numbersRight)
  }

  func row(_ folder: RunFolder) -> [String] {
    let title = described(folder)?.title ?? folder.path
    if let run = live[folder] {
      let rest = run.pulse == nil ? "" : ", \(run.rateText), \(run.timeLeftText) left"
      return [
        title, folder.shortId, run.progressText, run.psnrText, "being trained by \(run.ownerText)\(rest)",
      ]
    }
    let psnr = scores(folder).map { "\($0.set) \($0.psnr.fixed(2))" }.joined(separator: ", ")
    let backprops = (try? folder.weights().run)?.backprops
    return [title, folder.shortId, backprops?.grouped ?? "-", psnr.isEmpty ? "-" : psnr, state(of: folder)]
  }

  private func scores(_ folder: RunFolder) -> [(set: String, psnr: Double)] {
    guard let final = try? folder.metrics().final else { return [] }
    return final.sorted { $0.key < $1.key }.map { ($0.key, $0.value.meanPSNR) }
  }

  private func state(of folder: RunFolder) -> String {
    if let index = folders.firstIndex(of: folder), let damage = damages[index] {
      return "damaged: \(damage.onOneLine)"
    }
    if folder.methodDescription() != nil {
      if !scores(folder).isEmpty { return done(folder) }
      if folder.has(folder.modelFile) { return "trained; scored when `experiments run` asks for it" }
    }
    if folder.has(folder.weightsFile), folder.has(folder.metricsFile) { return done(folder) }
    if let failure = folder.provenance()?.failure {
      let title = described(folder).map { $0.title + ": " } ?? ""
      return "failed: \(failure.without(prefix: title).onOneLine)"
    }
    return folder.has(folder.checkpointFile) ? "begun; `experiments run` goes on" : "nothing to go on from"
  }

  private func done(_ folder: RunFolder) -> String {
    let remark = (try? folder.metrics())?.remark(for: described(folder)?.data) ?? ""
    return remark.isEmpty ? "done" : "done; \(remark)"
  }

  func described(_ folder: RunFolder) -> (any DescribedRun)? {
    folder.description() ?? folder.methodDescription()
  }
}
