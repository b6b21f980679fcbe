import Datasets
import ExperimentSpecs
import HostSystem
import Scoring

/// The runs of a results folder as they are told by the data sets of a catalog: what is there of each, and where.
///
///     let archive = RunArchive(catalog: catalog, results: folder)
///     for planned in archive.states(of: experiment.runs) { print(planned.run.title, planned.reason) }
///
/// It only reads. A run is told by its identity, not by its name: what another spec has trained is found.
package struct RunArchive: Sendable {
  /// The data sets.
  package let catalog: DatasetCatalog
  /// The results folder: runs are in `runs/` within it.
  package let results: String
  /// What scores must have been taken by to count.
  package let scoring: ScoringVersions

  /// The runs of a results folder.
  package init(catalog: DatasetCatalog, results: String, scoring: ScoringVersions = .current) {
    (self.catalog, self.results, self.scoring) = (catalog, results, scoring)
  }

  package typealias Found = (state: RunState, folder: RunFolder, reason: String)

  /// The identity of a run and the folder where it belongs.
  /// - Throws: `DatasetError.missing` if neither a manifest nor a folder lists the training images.
  package func identify(_ run: some IdentifiedRun) throws -> (RunIdentity, RunFolder) {
    guard let identity = try run.identity(in: catalog) else {
      for name in run.data.train { _ = try catalog.require(name) }
      throw RunError.data(run: run.title, reason: "the training images aren't known")
    }
    return (identity, RunFolder(run, identity: identity, results: results))
  }

  /// One lock a training, wherever its folder is.
  package func lockPath(of identity: RunIdentity) -> String {
    RunFolder.lockFile(ofShortId: identity.shortId, results: results)
  }

  /// What the results folder has of a run, in whatever spec's folder it is.
  /// - Parameter own: where the run belongs; preferred where two folders have as much.
  package func findState(
    of run: some IdentifiedRun, _ identity: RunIdentity, own: RunFolder
  ) throws -> Found {
    var best: Found = (state: RunState.new, folder: own, reason: "nothing is there yet")
    let others = try RunFolder.all(in: results, of: identity).filter { $0 != own }
    for folder in [own] + others {
      // Its files would seem not to be there: of a folder that can't be read, and of a file in its place.
      if folder.has(folder.path) { _ = try entries(of: folder.path) }
      let found = run.state(in: folder, identity)
      // What is begun in another spec's folder goes on there: the same training is never done twice.
      if found.state.rank > best.state.rank || (folder == own && found.state.rank >= best.state.rank) {
        best = (found.state, found.state.rank.0 > 1 ? folder : own, found.reason)
      }
    }
    return best
  }
}
