import Datasets
import Digests
import ExperimentSpecs

extension RunDescription {
  /// Whether the weights that it starts from aren't random.
  package var startsFromAnother: Bool { initialRun != nil || initialMethod != nil || continuedRun != nil }
}

/// What a training is told by: all that decides its numbers, as one hash.
///
/// In it: the canonical description of the run (data, network, training, seed), the digest of the images that are
/// trained on, its `numericsVersion`, and the id of the run whose weights, or state, are the start, if there is one. Not in it:
/// names, test sets, threads, the commit; nor, for a constant learning rate, the number of backprops.
package struct RunIdentity: Sendable, Hashable {
  /// 64 hexadecimal digits.
  package let id: String
  /// The digest of the images that are trained on, 64 hexadecimal digits.
  package let trainingData: String

  /// The identity of a run on images of a known digest.
  /// - Parameter start: that of the run's `initialRun`, `initialMethod` or `continuedRun`.
  package init(_ run: RunDescription, trainingData: String, start: RunIdentity? = nil) {
    precondition(
      (start == nil) == !run.startsFromAnother, "the identity of the run that another starts from")
    let word = run.continuedRun == nil ? "initial" : "continues"
    let origin = start.map { "\(word) \($0.id)\n" } ?? ""
    self.init(
      canonicalJSON(of: run), trainingData: trainingData, numericsVersion: run.numericsVersion, origin: origin
    )
  }

  /// The identity of a run that trains a method, on images of a known digest.
  package init(_ run: MethodDescription, trainingData: String) {
    self.init(
      canonicalJSON(of: run), trainingData: trainingData, numericsVersion: run.numericsVersion, origin: "")
  }

  private init(_ canonical: [UInt8], trainingData: String, numericsVersion: Int, origin: String) {
    self.trainingData = trainingData
    let rest = "\ndata \(trainingData)\nnumerics \(numericsVersion)\n" + origin
    id = sha256Hex(of: canonical + Array(rest.utf8))
  }

  /// The first 12 digits, as in the names of folders.
  package var shortId: String { String(id.prefix(12)) }
}

extension DatasetCatalog {
  /// The identity of a run, or nil if the images that it, or one that it starts from, trains on aren't known.
  /// - Throws: `DatasetError`.
  package func identity(of run: RunDescription) throws -> RunIdentity? {
    guard let images = try trainingImages(of: run.data) else { return nil }
    guard run.startsFromAnother else { return RunIdentity(run, trainingData: images.setDigest) }
    return try identity(ofStartOf: run).map { RunIdentity(run, trainingData: images.setDigest, start: $0) }
  }

  /// The identity of the run that another starts from, or nil if there is none or its images aren't known.
  /// - Throws: `DatasetError`.
  package func identity(ofStartOf run: RunDescription) throws -> RunIdentity? {
    try (run.continuedRun ?? run.initialRun).flatMap { try identity(of: $0) }
      ?? run.initialMethod.flatMap { try identity(of: $0) }
  }

  /// The identity of a run that trains a method, or nil if the images that it trains on aren't known.
  /// - Throws: `DatasetError`.
  package func identity(of run: MethodDescription) throws -> RunIdentity? {
    try trainingImages(of: run.data).map { RunIdentity(run, trainingData: $0.setDigest) }
  }

  /// The images that a run trains on, in order, or nil if the manifests don't list them and they aren't here.
  ///
  /// What a manifest lists is known without the images; their bytes are compared when they are read.
  /// - Throws: `DatasetError`.
  package func trainingImages(of data: DataSection) throws -> [ListedImage]? {
    var images: [ListedImage] = []
    for name in data.train {
      guard let listed = try listedImages(of: name) else { return nil }
      images += listed
    }
    return Array(images.prefix(data.trainImages ?? images.count))
  }

  private func listedImages(of name: String) throws -> [ListedImage]? {
    let manifest = try manifest(name)
    if case .folder = manifest.content { return try locate(name)?.images }
    return manifest.images
  }

  /// The names of those sets of a run that aren't here and can't be generated.
  /// - Throws: `DatasetError` if a set is here but isn't whole.
  func missingSets(of data: DataSection) throws -> [String] {
    try (data.train + data.test).filter { name in
      if try locate(name) != nil { return false }
      if case .generated = try manifest(name).content { return false }
      return true
    }
  }
}
