import Datasets
import ExperimentSpecs

extension RunArchive {
  /// What the results folder has of a run, of which scores count that were measured on the images as they are now, and as the
  /// program measures now.
  ///
  /// The training images are part of a run's identity; those it is measured on are not, and its provenance and the sentence
  /// beside each score say which they were. A trained run is scored anew where they changed, or a measure did. Its curve can't
  /// be measured again, and one that is going on would have a curve of both images: these are refused.
  /// - Throws: `HostError`, `DatasetError`, what reading a damaged run throws.
  package func find<Run: IdentifiedRun>(_ run: Run, _ identity: RunIdentity, own: RunFolder) throws -> Found {
    let found = try findState(of: run, identity, own: own)
    switch found.state {
    case .done(let folder, let backprops):
      return try scoredAnew(run, found, folder, backprops: backprops, unscored: [])
    case .unscored(let folder, let backprops, let sets):
      return try scoredAnew(run, found, folder, backprops: backprops, unscored: sets)
    case .resumable(let folder, _):
      guard run.ofNetwork != nil, let set = try changedSets(of: run, in: folder, metrics: nil).first else {
        return found
      }
      return refused(run, set, folder)
    case .new, .dataMissing, .unusable:
      return found
    }
  }

  private func scoredAnew(
    _ run: some IdentifiedRun, _ found: Found, _ folder: RunFolder, backprops: Int, unscored: [String]
  ) throws -> Found {
    let metrics = folder.has(folder.metricsFile) ? try folder.metrics() : nil
    let changed = try changedSets(of: run, in: folder, metrics: metrics)
    let outdated = metrics?.outdated(among: run.data.test, by: scoring).filter { !changed.contains($0) } ?? []
    guard !(changed + outdated).isEmpty else { return found }
    if run.ofNetwork != nil, changed.contains(run.data.validation) {
      return refused(run, run.data.validation, folder)
    }
    let reasons = [
      (changed, "whose images or luminance changed"), (outdated, "where the way of measuring changed"),
    ].filter { !$0.0.isEmpty }.map { "\($0.0.joined(separator: ", ")), \($0.1)" }
    let words = "\(reasons.joined(separator: ", and on ")): \(folder.path)"
    if run.ofNetwork == nil, !folder.has(folder.modelFile) {
      return (.new, folder, "model.h5 isn't kept: trained again to be scored anew on \(words)")
    }
    let sets = run.data.test.filter { (unscored + changed + outdated).contains($0) }
    return (
      .unscored(folder, backprops: backprops, sets: sets), folder,
      "trained, to be scored anew on \(words)"
    )
  }

  private func refused(_ run: some IdentifiedRun, _ set: String, _ folder: RunFolder) -> Found {
    let error = RunError.changedData(run: run.title, set: set, path: folder.path)
    return (.unusable(error), folder, error.description.without(prefix: run.title + ": "))
  }

  /// The test sets of a run whose images or luminance aren't those that it was measured on, as far as that is known.
  /// - Throws: `DatasetError`, `RunError.unsuitable`.
  package func changedSets(of run: some DescribedRun, in folder: RunFolder, metrics: MetricsFile?) throws
    -> [String]
  {
    let known = try folder.checkedProvenance()?.dataSets ?? [:]
    return try run.data.test.filter { name in
      if let before = known[name], let now = try catalog.contentDigest(of: name), before != now {
        return true
      }
      guard let sentence = metrics?.sentences[name] else { return false }
      return try !sentence.hasPrefix(catalog.manifest(name).luma.words)
    }
  }
}

extension DatasetCatalog {
  /// The digest of a set's images: as the manifest lists them, or of a folder of the user's as they are; nil if it isn't here.
  /// - Throws: `DatasetError`.
  package func contentDigest(of name: String) throws(DatasetError) -> String? {
    let manifest = try manifest(name)
    if case .folder = manifest.content { return try locate(name)?.digest }
    return manifest.images.setDigest
  }
}
