import Datasets
import ExperimentSpecs
import Foundation
import Pages
import RunRecords
import Wording

extension ReportContents {
  /// A finished run with its settings, where they come from, its curve, and its files.
  func runCard(_ run: FinishedRun, label: String) -> RunCard {
    let scores = run.metrics.final.sorted { $0.key < $1.key }.filter { run.run.data.test.contains($0.key) }
    return RunCard(
      title: "\(label), seed \(run.run.seed)",
      scores: scores.map { set, found in
        let remark = run.metrics.setsBelowBicubic.contains(set) ? ", below bicubic" : ""
        return (set, "\(found.meanPSNR.fixed(2)) dB\(remark)")
      }, settings: run.run.settings, provenance: run.provenance.map(facts) ?? [], curve: curve(of: run),
      files: files(of: run.folder))
  }

  private func facts(of provenance: Provenance) -> [(name: String, value: String)] {
    let environment = provenance.environment
    var facts = [
      ("id", provenance.runId), ("started", provenance.started), ("ended", provenance.ended ?? "–"),
      ("training", duration(provenance.trainingSeconds)), ("scoring", duration(provenance.evaluationSeconds)),
      ("threads", "\(provenance.threads)"),
      ("processor", "\(environment.processor), \(environment.simdLevel)"),
      ("system", environment.operatingSystem), ("compiler", environment.compiler),
      ("commit", environment.commit ?? "unknown"),
    ]
    facts += provenance.dataSets.sorted { $0.key < $1.key }.map { ("SHA-256 of \($0.key)", $0.value) }
    return facts
  }

  /// At most eighty points: more can't be told apart in a drawing of this size.
  private func curve(of run: FinishedRun) -> [(x: Double, y: Double)] {
    guard let network = run.run.ofNetwork,
      let means = run.metrics.history.sets[network.data.validation]?.means(FigureDrawing.scoring)
    else { return [] }
    let points = zip(run.metrics.history.backprops, means).filter { $0.1.isFinite }
    let step = max(1, points.count / 80)
    return points.indices.filter { $0 % step == 0 || $0 == points.count - 1 }.map {
      (Double(points[$0].0), points[$0].1)
    }
  }

  private func files(of run: RunFolder) -> [Link] {
    guard run.path.hasPrefix(folder + "/") else { return [] }
    let own = String(run.path.dropFirst(folder.count + 1))
    let files = [run.specFile, run.provenanceFile, run.metricsFile, run.weightsFile, run.modelFile]
    return files.filter(run.has).compactMap { file in
      file.split(separator: "/").last.map { Link(title: String($0), path: "\(own)/\($0)") }
    }
  }
}
