import Tensors

/// All that a training needs to go on to the same bits: what a checkpoint holds.
public struct TrainingState: Sendable, Equatable {
  /// The network as trained so far.
  public var network: Network
  /// The optimizer's memory: arrays as long as the network's stored parameters.
  public var moments: [[Float]]
  /// What SOAP remembers beside them: covariances and bases; empty for other optimizers.
  public var bases: [Float]
  /// Moving average of the parameters, if the configuration asks for one.
  public var average: [Float]?
  /// Sub-images used so far.
  public var backprops: Int

  /// Names all of it.
  public init(
    network: Network, moments: [[Float]], bases: [Float] = [], average: [Float]?, backprops: Int
  ) {
    self.network = network
    self.moments = moments
    self.bases = bases
    self.average = average
    self.backprops = backprops
  }

  /// What a back end has computed.
  init(_ snapshot: TrainingSnapshot, layout: NetworkLayout, backprops: Int) {
    self.init(
      network: Network(layout: layout, parameters: layout.packed(snapshot.parameters)),
      moments: snapshot.moments.map(layout.packed), bases: snapshot.bases,
      average: snapshot.average.map(layout.packed), backprops: backprops)
  }

  /// The same for a back end.
  package var snapshot: TrainingSnapshot {
    let layout = network.layout
    return TrainingSnapshot(
      parameters: layout.tensors(of: network.parameters), moments: moments.map(layout.tensors), bases: bases,
      average: average.map(layout.tensors))
  }

  /// The start of a training of `network`.
  public init(network: Network, configuration: TrainerConfiguration) {
    let zeros = [Float](repeating: 0, count: network.parameters.count)
    let bases = configuration.soapKernels(for: network.layout)?.basisCount ?? 0
    self.init(
      network: network, moments: [[Float]](repeating: zeros, count: configuration.optimizer.momentCount),
      bases: [Float](repeating: 0, count: bases),
      average: configuration.averaging.map { _ in network.parameters }, backprops: 0)
  }
}
