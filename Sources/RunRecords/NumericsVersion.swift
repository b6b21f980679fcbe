import ExperimentSpecs

/// What the program once changed the bits of: a run that uses it isn't taken for one from before.
///
/// A run's `numericsVersion` is the largest of what it uses, 1 if it uses none of it. It is part of the run's id, so a
/// row, once published, stays; a change of bits adds a row, or gives the one that it changes a number not used before.
enum ChangedNumerics: CaseIterable {
  /// Middle layers of 3x3 or 5x5 filters, in the form of Winograd; images in other tiles.
  case middleLayersByWinograd
  /// A first layer of several whose filter has 64 taps or more and is cut into at most 128 blocks of 3x3, counted over
  /// its channels.
  case firstLayerInBlocks
  /// The dictionaries of sparse coding.
  case sparseCoding
  /// Batches that a device of OpenCL may cut up: sums are those of slices of 32 sub-images.
  case batchesInSlices

  /// The number since the last change.
  var version: Int {
    switch self {
    case .middleLayersByWinograd: 3
    case .firstLayerInBlocks: 3
    case .sparseCoding: 2
    case .batchesInSlices: 2
    }
  }

  private func isUsed(by run: RunDescription) -> Bool {
    // The kernels of OpenCL are others.
    if run.training.device != nil { return self == .batchesInSlices && run.training.batch > 32 }
    let layers = run.layers, channels = run.data.channels.count
    switch self {
    case .middleLayersByWinograd:
      return layers.dropFirst().dropLast().contains { [3, 5].contains($0.filterSize) }
    case .firstLayerInBlocks:
      let size = layers[0].filterSize, blocks = (size + 2) / 3
      return layers.count > 1 && size * size * channels >= 64 && blocks * blocks * channels <= 128
    case .sparseCoding, .batchesInSlices: return false
    }
  }

  private func isUsed(by run: MethodDescription) -> Bool {
    self == .sparseCoding && run.method.name == .sparseCoding
  }

  fileprivate static func version(of run: RunDescription) -> Int { version { $0.isUsed(by: run) } }

  fileprivate static func version(of run: MethodDescription) -> Int { version { $0.isUsed(by: run) } }

  private static func version(_ isUsed: (Self) -> Bool) -> Int {
    allCases.filter(isUsed).map(\.version).max() ?? 1
  }
}

extension RunDescription {
  /// The number of the arithmetic that trains the network; see `ChangedNumerics`.
  package var numericsVersion: Int { ChangedNumerics.version(of: self) }
}

extension MethodDescription {
  /// The number of the arithmetic that trains the method and enlarges images; see `ChangedNumerics`.
  package var numericsVersion: Int { ChangedNumerics.version(of: self) }
}
