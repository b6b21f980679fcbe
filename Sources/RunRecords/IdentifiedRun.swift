import Datasets
import ExperimentSpecs

/// A run that is told from others by what decides its result, and whose folder tells how far it is.
package protocol IdentifiedRun: DescribedRun {
  /// The identity, or nil if the images trained on aren't known.
  /// - Throws: `DatasetError`.
  func identity(in catalog: DatasetCatalog) throws -> RunIdentity?
  /// What a folder has of the run, with a sentence on it.
  func state(in folder: RunFolder, _ identity: RunIdentity) -> (state: RunState, reason: String)
}

extension RunDescription: IdentifiedRun {
  package func identity(in catalog: DatasetCatalog) throws -> RunIdentity? { try catalog.identity(of: self) }
  package func state(in folder: RunFolder, _ identity: RunIdentity) -> (state: RunState, reason: String) {
    folder.state(of: self, identity)
  }
}

extension MethodDescription: IdentifiedRun {
  package func identity(in catalog: DatasetCatalog) throws -> RunIdentity? { try catalog.identity(of: self) }
  package func state(in folder: RunFolder, _ identity: RunIdentity) -> (state: RunState, reason: String) {
    folder.state(of: self, identity)
  }
}

extension DescribedRun {
  /// The run in messages: spec, variant and seed.
  package var title: String { "\(spec)/\(variant) seed \(seed)" }

  /// The run as one that trains a network; nil if it trains a method.
  package var ofNetwork: RunDescription? { self as? RunDescription }

  /// What its progress is counted in.
  package var unit: String { ofNetwork == nil ? "passes" : "backprops" }
}
