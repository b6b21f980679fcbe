import Digests
import ExperimentSpecs
import Foundation
import HostSystem
import Wording

/// The folder of one run: `results/runs/SPEC/VARIANT-sSEED-ID12/`.
///
/// A finished run holds at least `weights.h5` and `metrics.h5`, one that trains a method `metrics.h5` alone; one that was cut off holds `checkpoint.h5`.
package struct RunFolder: Sendable, Hashable {
  package let path: String

  package init(_ path: String) {
    self.path = path
  }

  /// Where a run belongs.
  /// - Parameter results: the results folder, which has `runs/` in it.
  package init(_ run: some DescribedRun, identity: RunIdentity, results: String) {
    let name = "\(fileName(run.variant))-s\(run.seed)-\(identity.shortId)"
    path = "\(results)/runs/\(fileName(run.spec))/\(name)"
  }

  /// The results folder that the run is in: the path without `runs/SPEC/NAME`.
  package var results: String {
    path.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
  }

  /// The beginning of the run's id, with which the folder's name ends.
  package var shortId: String { path.split(separator: "-").last.map(String.init) ?? "" }

  /// The lock of a training, wherever in a results folder it is.
  package static func lockFile(ofShortId id: String, results: String) -> String {
    "\(results)/runs/.locks/\(id).lock"
  }

  /// The trained network.
  package var weightsFile: String { path + "/weights.h5" }
  /// What was measured.
  package var metricsFile: String { path + "/metrics.h5" }
  /// What an interrupted or longer training goes on from.
  package var checkpointFile: String { path + "/checkpoint.h5" }
  /// The resolved description.
  package var specFile: String { path + "/spec.json" }
  /// How and where the run was made.
  package var provenanceFile: String { path + "/provenance.json" }
  /// One line an evaluation.
  package var progressFile: String { path + "/progress.csv" }
  /// What happened, with times.
  package var logFile: String { path + "/log.txt" }

  /// Reads `weights.h5`.
  /// - Throws: `HDF5StorageError`, `RunError.unsuitable`.
  package func weights() throws -> WeightsFile { try WeightsFile(contentsOf: weightsFile) }

  /// Reads `metrics.h5`.
  /// - Throws: `HDF5StorageError`, `RunError.unsuitable`.
  package func metrics() throws -> MetricsFile { try MetricsFile(contentsOf: metricsFile) }

  /// Reads `provenance.json`, or nil if there is none that can be read.
  package func provenance() -> Provenance? { try? checkedProvenance() }

  /// Reads `provenance.json`, or nil if there is none.
  /// - Throws: `RunError.unsuitable` if it can't be read or says what can't be.
  package func checkedProvenance() throws -> Provenance? {
    guard has(provenanceFile) else { return nil }
    guard let provenance: Provenance = decoded(provenanceFile), provenance.isSound else {
      throw RunError.unsuitable(
        path: provenanceFile,
        reason:
          "it isn't what a run wrote. Put it back from a copy, or delete it: times are lost then, and no result"
      )
    }
    return provenance
  }

  /// What is wrong with the files of a run that are there, as a sentence; nil for nothing.
  ///
  /// Each file is read whole, so that a byte that was changed shows.
  package func damage() -> String? {
    do {
      // The files of a folder that can't be read would seem not to be there.
      _ = try entries(of: path)
    } catch {
      return message(of: error)
    }
    let isMethod = methodDescription() != nil
    let readings: [(file: String, read: () throws -> Void)] = [
      (weightsFile, { _ = try weights() }), (metricsFile, { _ = try metrics() }),
      (modelFile, { _ = try model() }),
      (
        checkpointFile,
        {
          if isMethod {
            _ = try MethodCheckpoint(contentsOf: checkpointFile)
          } else {
            _ = try CheckpointFile(contentsOf: checkpointFile)
          }
        }
      ), (provenanceFile, { _ = try checkedProvenance() }), (progressFile, { try checkProgress() }),
      (
        specFile,
        {
          if description() == nil, !isMethod {
            throw RunError.unsuitable(path: specFile, reason: "it isn't what a run wrote")
          }
        }
      ),
    ]
    for reading in readings where has(reading.file) {
      do {
        try reading.read()
      } catch {
        return message(of: error)
      }
    }
    return nil
  }

  /// Reads `spec.json`, or nil if there is none that can be read or it describes no network.
  package func description() -> RunDescription? {
    guard let run: RunDescription = decoded(specFile),
      run.network.widths.count == run.network.filters.count - 1,
      [run.data.subImage, run.data.stride].allSatisfy({ $0 % run.layers.enlargement == 0 })
    else { return nil }
    return run
  }

  /// Reads `spec.json`, or nil if there is none that can be read or it describes no method.
  package func methodDescription() -> MethodDescription? { decoded(specFile) }

  private func checkProgress() throws {
    guard let digests = try checkedProvenance()?.progress else { return }
    guard digests.contains(try sha256Hex(ofFile: progressFile)) else {
      throw RunError.unsuitable(
        path: progressFile,
        reason:
          "it isn't what a run wrote. Put it back from a copy, or delete it: metrics.h5 has its numbers, too")
    }
  }

  private func decoded<Value: Decodable>(_ path: String) -> Value? {
    guard let bytes = try? readFile(path, limit: 16 << 20), Sealed.isWhole(bytes) else { return nil }
    return try? JSONDecoder().decode(Value.self, from: Data(bytes))
  }

  /// Whether a file exists.
  package func has(_ file: String) -> Bool { FileManager.default.fileExists(atPath: file) }

  /// All run folders in a results folder, sorted by path.
  /// - Throws: `HostError.refused` if a folder is there and can't be listed: its runs would seem to be none.
  package static func all(in results: String) throws(HostError) -> [RunFolder] {
    let runs = results + "/runs"
    var all: [RunFolder] = []
    for spec in try folders(in: runs) {
      all += try folders(in: "\(runs)/\(spec)").map { RunFolder("\(runs)/\(spec)/\($0)") }
    }
    return all
  }

  /// The run folders whose names end with an id.
  package static func all(in results: String, of identity: RunIdentity) throws(HostError) -> [RunFolder] {
    try all(in: results).filter { $0.path.hasSuffix("-" + identity.shortId) }
  }
}

private func folders(in path: String) throws(HostError) -> [String] {
  guard isFolder(path) else { return [] }
  return try entries(of: path).map(\.name).filter { !$0.hasPrefix(".") && isFolder("\(path)/\($0)") }
}
