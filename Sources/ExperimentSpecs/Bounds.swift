// What runs may be, in a spec and in a file; the bounds of layers are in `Layer`.

import Vocabulary

extension DataSection {
  /// The upscaling factors.
  public static let scales = [2, 3, 4]
}

extension Settings {
  /// Weights: a training keeps some twenty numbers for each, which are 1.3 GB then. The paper's largest network has 0.1 million.
  private static let mostWeights = 1 << 24
  /// Values that the layers give for one sub-image: 128 MiB, and several times that in each thread.
  private static let mostValues = 1 << 25
  /// Multiplications of a step: some seconds on two processors. The paper's largest network takes 0.002 of it.
  private static let mostMultiplications = 200_000_000_000

  /// The problems of a network that would take more memory, or more time a step, than anyone has for it.
  func sizeConflicts(in node: JSONNode) -> [SpecProblem] {
    guard network.widths.count == network.filters.count - 1 else { return [] }
    // Within the bounds of each setting no product comes near the end of 64 bits.
    let layers = network.layers(channels: data.channels.count, scale: data.scale)
    let channels = [data.channels.count] + layers.map(\.maps)
    let weights = zip(layers, channels).map { $0.weightCount(inputs: $1) }.reduce(0, +)
    let side = data.subImage / layers.enlargement, pixels = side * side
    let (values, work) = (
      pixels * channels.reduce(0, +), Double(3 * weights) * Double(pixels * training.batch)
    )
    let shape = ["network.filters", "network.widths", "network.layers"]
    if weights > Self.mostWeights {
      return node.conflict(
        between: shape, expected: "a network of at most \(Self.mostWeights) weights",
        found: "one of \(weights)")
    }
    if values > Self.mostValues {
      return node.conflict(
        between: shape + ["data.subImage"],
        expected: "layers that give at most \(Self.mostValues) values for a sub-image", found: "\(values)")
    }
    if work > Double(Self.mostMultiplications) {
      return node.conflict(
        between: shape + ["data.subImage", "training.batch"],
        expected: "at most \(Self.mostMultiplications) multiplications a step",
        found: "\(Int(work))")
    }
    return []
  }
}
