import Digests
import ExperimentSpecs
import Foundation
import HostSystem
import RunRecords
import Scoring
import Wording

/// What is written down beside a training for people: `spec.json`, `provenance.json`, `progress.csv`, `log.txt`.
struct RunJournal {
  let folder: RunFolder
  let clock: RunClock
  private(set) var provenance: Provenance
  private var progress: [String]
  /// What was measured before this session.
  private let before: (training: Double, evaluation: Double, backprops: Int)

  /// What a training goes on from.
  struct Resumed {
    /// The run that was saved: this one, or one that it goes on from.
    let identity: RunIdentity
    let folder: RunFolder
    /// The backprops or passes of its checkpoint.
    let from: Int
    /// Those of its last line of progress that the checkpoint covers.
    let lastRow: Int
  }

  /// Opens the journal of a training that begins, or goes on.
  init(
    folder: RunFolder, run: some DescribedRun, header: Provenance, resumed: Resumed?, clock: RunClock
  ) throws {
    self.folder = folder
    self.clock = clock
    provenance = header
    var rows: [String] = []
    let isOwn = resumed?.identity.id == header.runId
    if let resumed, let old = try resumed.folder.checkedProvenance(), old.runId == resumed.identity.id {
      provenance.trainingSeconds = old.trainingSeconds
      provenance.evaluationSeconds = old.evaluationSeconds
      provenance.measuredBackprops = old.measuredBackprops
      if isOwn {
        provenance.started = old.started
        provenance.resumed = old.resumed + [clock.timestamp]
        provenance.progress = old.progress
        provenance.initialRun = old.initialRun ?? header.initialRun
        provenance.continued = old.continued
      } else {
        provenance.continued = Provenance.Continued(
          run: old.runId, backprops: resumed.from, device: old.device)
      }
      rows = RunJournal.rows(of: resumed.folder.progressFile, upTo: resumed.lastRow)
    }
    progress = rows
    before = (provenance.trainingSeconds, provenance.evaluationSeconds, provenance.measuredBackprops)
    try writeAtomically(try sealedJSONBytes(run), to: folder.specFile)
    try writeProvenance()
    let origin = resumed.map { isOwn ? "" : " of run \($0.identity.shortId)" } ?? ""
    try log(resumed.map { "goes on after \($0.from) \(run.unit)" + origin } ?? "begins")
  }

  /// Notes the time spent in this session.
  mutating func measured(training: Double, evaluation: Double, backprops: Int) throws {
    provenance.trainingSeconds = before.training + training
    provenance.evaluationSeconds = before.evaluation + evaluation
    provenance.measuredBackprops = before.backprops + backprops
    try writeProvenance()
  }

  /// Adds a line on an evaluation.
  mutating func evaluated(_ history: History, sets: [TestSet]) throws {
    guard let backprops = history.backprops.last, let loss = history.loss.last else { return }
    let scores = sets.map { history.sets[$0.name]?.means().last ?? .nan }
    let seconds = provenance.trainingSeconds + provenance.evaluationSeconds
    let cells = [loss] + scores
    let row = ["\(backprops)"] + cells.map { $0.isNaN ? "" : "\($0)" } + [String(format: "%.1f", seconds)]
    try add(row, below: ["backprops", "loss"] + sets.map { "\($0.name).psnr" } + ["seconds"])
  }

  /// Adds a line of progress, its number of steps first.
  mutating func add(_ row: [String], below header: [String]) throws {
    progress.append(row.joined(separator: ","))
    let text = ([header.joined(separator: ",")] + progress).joined(separator: "\n") + "\n"
    // What is there before and after the file is replaced, whatever happens between.
    let former = try? sha256Hex(ofFile: folder.progressFile)
    provenance.progress = [sha256Hex(of: text)] + (former.map { [$0] } ?? [])
    try writeProvenance()
    try writeAtomically(Array(text.utf8), to: folder.progressFile)
  }

  /// Adds a line to the log.
  func log(_ text: String) throws {
    try append("\(clock.timestamp) \(text)\n", to: folder.logFile)
  }

  /// Closes the journal of a finished training.
  mutating func ended(_ text: String) throws {
    provenance.ended = clock.timestamp
    try writeProvenance()
    try log(text)
  }

  /// Writes down why the training ended early.
  mutating func failed(_ reason: String) throws {
    provenance.failure = reason
    try writeProvenance()
    try log("failed: \(reason)")
  }

  /// What `body` gives; if it throws, that is written down before.
  mutating func noting<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch {
      // The journal may be what can't be written: the first error is the one to tell.
      try? failed(message(of: error))
      throw error
    }
  }

  private func writeProvenance() throws {
    try writeAtomically(try sealedJSONBytes(provenance), to: folder.provenanceFile)
  }

  /// The lines of an earlier session that the checkpoint covers; later ones are measured again.
  private static func rows(of path: String, upTo backprops: Int) -> [String] {
    guard let text = try? readText(path) else { return [] }
    return text.split(separator: "\n").dropFirst().map(String.init).filter { row in
      (row.split(separator: ",").first.flatMap { Int($0) } ?? .max) <= backprops
    }
  }
}
