import Digests
import ExperimentSpecs
import Foundation
import HostSystem
import RunRecords
import Running
import Scoring
import Wording

/// What came of training a run once more.
package struct Reproduction: Sendable {
  /// A file or number, and whether it came out the same.
  package let lines: [(name: String, isSame: Bool, words: String)]
  /// Where this program and machine aren't those of the run.
  package let differences: [String]

  /// Whether every bit is the same.
  package var isSame: Bool { lines.allSatisfy(\.isSame) }

  /// For people.
  package var text: String {
    lines.map { "\($0.name): \($0.isSame ? "the same" : "NOT the same"), \($0.words)\n" }.joined()
      + differences.map { "\($0)\n" }.joined()
  }

  /// For machines.
  package var json: JSON {
    .object([
      ("same", .bool(isSame)),
      (
        "files",
        .object(lines.map { ($0.name, .object([("same", .bool($0.isSame)), ("text", .text($0.words))])) })
      ),
      ("differences", .list(differences.map { .text($0) })),
    ])
  }
}

extension Session {
  /// Trains a run once more, by what its folder says of it alone, and compares the bits.
  /// - Parameter folder: where the new run goes; nil for a temporary folder, which is removed.
  /// - Throws: `RunError.unsuitable` if the folder doesn't say what the run was, or the images or the program aren't what they
  ///   were; `FailedCommand` if it was interrupted or failed.
  package func reproduce(_ run: RunFolder, in folder: String?) throws -> Reproduction {
    guard let provenance = try run.checkedProvenance() else {
      throw RunError.unsuitable(path: run.path, reason: "it has no provenance.json")
    }
    let place = folder ?? FileManager.default.temporaryDirectory.path + "/reproduced-\(UUID().uuidString)"
    defer { if folder == nil { try? FileManager.default.removeItem(atPath: place) } }
    let engine = try engine(results: place)
    let results: [RunResult]
    if let network = run.description() {
      try requireSame(network, provenance, run)
      results = watchingSignals { engine.run([network]) }
    } else if let method = run.methodDescription() {
      try requireSame(method, provenance, run)
      results = watchingSignals { engine.run([method]) }
    } else {
      throw RunError.unsuitable(path: run.specFile, reason: "it doesn't say what was trained")
    }
    try finish(results)
    guard let made = results.last?.folder else { throw FailedCommand(exitCode: 1) }
    return Reproduction(
      lines: try comparedFiles(run, made),
      differences: differences(of: provenance, engine.settings.environment, device: made.provenance()?.device)
    )
  }

  /// That images and program are those that the run's id stands for.
  private func requireSame(_ described: some IdentifiedRun, _ provenance: Provenance, _ run: RunFolder) throws
  {
    let catalog = try project.catalog()
    guard let identity = try described.identity(in: catalog) else {
      for name in described.data.train { _ = try catalog.require(name) }
      throw RunError.unsuitable(path: run.path, reason: "the images that it was trained on aren't known")
    }
    guard identity.trainingData == provenance.trainingData else {
      throw RunError.unsuitable(
        path: run.path,
        reason:
          "it was trained on images of SHA-256 \(provenance.trainingData.prefix(12)), and those here have "
          + "\(identity.trainingData.prefix(12)). Put the former ones back")
    }
    guard identity.id == provenance.runId else {
      throw RunError.unsuitable(
        path: run.path,
        reason: "it is of numerics version \(provenance.numericsVersion) of the program, at commit "
          + "\(provenance.environment.commit ?? "unknown"), and this program computes otherwise. Build that one"
      )
    }
  }

  private func comparedFiles(
    _ old: RunFolder, _ new: RunFolder
  ) throws -> [(name: String, isSame: Bool, words: String)] {
    let files = [
      ("weights.h5", old.weightsFile, new.weightsFile), ("model.h5", old.modelFile, new.modelFile),
    ]
    var lines: [(name: String, isSame: Bool, words: String)] = []
    for (name, first, second) in files where old.has(first) {
      let digests = [try sha256Hex(ofFile: first), try sha256Hex(ofFile: second)]
      lines.append(
        (name, digests[0] == digests[1], "SHA-256 " + digests.removingRepeats.joined(separator: " and ")))
    }
    guard old.has(old.metricsFile) else { return lines }
    let (before, now) = (try old.metrics(), try new.metrics())
    // What was measured later for a figure isn't measured again.
    for set in now.final.keys.sorted() {
      guard let first = before.final[set], let second = now.final[set] else { continue }
      let isSame =
        second.measures.allSatisfy { sameBits(first[$0], second[$0]) } && first.images == second.images
      lines.append(
        (
          "scores on \(set)", isSame,
          "PSNR "
            + [first, second].map { "\($0.meanPSNR.fixed(4)) dB" }.removingRepeats.joined(separator: " and ")
        ))
    }
    lines.append(
      (
        "curve", before.history.isSame(as: now.history), "\(now.history.count.counted("evaluation"))"
      ))
    return lines
  }

  private func differences(
    of provenance: Provenance, _ now: RunEnvironment, device: String?
  ) -> [String] {
    let then = provenance.environment
    let pairs = [
      ("commit", then.commit ?? "unknown", now.commit ?? "unknown"),
      ("compiler", then.compiler, now.compiler),
      ("processor", then.processor, now.processor), ("instructions", then.simdLevel, now.simdLevel),
      ("device", provenance.device ?? "cpu", device ?? "cpu"),
    ]
    let words = pairs.filter { $0.1 != $0.2 }.map { "\($0.0): then \($0.1), now \($0.2)" }
    let isDirty = then.isDirty == true ? ["the run was made with changes that weren't committed"] : []
    return words + isDirty
  }
}

private func sameBits(_ first: [Double], _ second: [Double]) -> Bool {
  first.map(\.bitPattern) == second.map(\.bitPattern)
}

extension History {
  /// Whether every number has the same bits, also those that are none.
  fileprivate func isSame(as other: History) -> Bool {
    backprops == other.backprops && sameBits(loss, other.loss)
      && sets.keys.sorted() == other.sets.keys.sorted()
      && sets.allSatisfy { name, set in
        ScoringProtocol.allCases.allSatisfy { sameBits(set.means($0), other.sets[name]?.means($0) ?? []) }
      }
  }
}
