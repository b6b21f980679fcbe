import ExperimentSpecs

/// A run that is told from others by what decides its result, and whose folder tells how far it is.
protocol IdentifiedRun: DescribedRun {
  /// The identity, or nil if the images trained on aren't known.
  /// - Throws: `DatasetError`.
  func identity(in catalog: DatasetCatalog) throws -> RunIdentity?
  /// What a folder has of the run, with a sentence on it.
  func state(in folder: RunFolder, _ identity: RunIdentity) -> (state: RunState, reason: String)
}

extension RunDescription: IdentifiedRun {
  func identity(in catalog: DatasetCatalog) throws -> RunIdentity? { try catalog.identity(of: self) }
  func state(in folder: RunFolder, _ identity: RunIdentity) -> (state: RunState, reason: String) {
    folder.state(of: self, identity)
  }
}

extension MethodDescription: IdentifiedRun {
  func identity(in catalog: DatasetCatalog) throws -> RunIdentity? { try catalog.identity(of: self) }
  func state(in folder: RunFolder, _ identity: RunIdentity) -> (state: RunState, reason: String) {
    folder.state(of: self, identity)
  }
}

extension DescribedRun {
  /// The run in messages: spec, variant and seed.
  public var title: String { "\(spec)/\(variant) seed \(seed)" }

  /// The run as one that trains a network; nil if it trains a method.
  var ofNetwork: RunDescription? { self as? RunDescription }

  /// What its progress is counted in.
  public var unit: String { ofNetwork == nil ? "passes" : "backprops" }
}
