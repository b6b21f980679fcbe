import HDF5Storage
import SuperResolution
import Tensors

/// All that a training needs to go on to the same bits, in one file: `checkpoint.h5`.
///
/// Weights are those being trained (`/conv1/weight` …), `/moment1/conv1/weight` … the optimizer's memory,
/// `/average/conv1/weight` … the moving average, `/curve` the history. The order of the data is a function of seed
/// and backprops, and so is the position in the epoch: no random stream is stored.
package struct CheckpointFile: Sendable, Equatable {
  package static let format = "srcnn-checkpoint"
  static let formatVersion = 1

  package var runId: String
  package var seed: Int
  package var state: TrainingState
  package var history: History
  /// The sum of the losses of the batches since the last evaluation, and their number.
  package var lossSum: Double
  package var lossCount: Int

  package init(
    runId: String, seed: Int, state: TrainingState, history: History, lossSum: Double, lossCount: Int
  ) {
    self.runId = runId
    self.seed = seed
    self.state = state
    self.history = history
    self.lossSum = lossSum
    self.lossCount = lossCount
  }

  /// Reads a file.
  /// - Throws: `HDF5StorageError`, or `RunError.unsuitable` if it isn't such a file.
  package init(contentsOf path: String) throws {
    let contents = try HDF5Contents(contentsOf: path)
    try contents.require(format: Self.format, version: Self.formatVersion, path: path)
    let run = try WeightsFile.Run(of: contents, path: path)
    let network = try Network(of: contents, path: path)
    let count = try contents.int("moments")
    guard (1...2).contains(count) else {
      throw RunError.unsuitable(path: path, reason: "it says to hold \(count) moments, not 1 or 2")
    }
    let moments = try (1...count).map {
      try contents.parameters(layout: network.layout, in: "/moment\($0)")
    }
    let average =
      contents.arrays["/average/conv1/weight"] == nil
      ? nil : try contents.parameters(layout: network.layout, in: "/average")
    runId = run.id
    seed = run.seed
    let bases = try contents.arrays["/bases"].map { try $0.floats(shape: $0.shape) } ?? []
    state = TrainingState(
      network: network, moments: moments, bases: bases, average: average, backprops: run.backprops)
    history = try History(of: contents, path: path)
    lossSum = try contents.double("lossSum")
    lossCount = try contents.int("lossCount")
    guard (0...run.backprops).contains(lossCount), history.backprops.last ?? 0 <= run.backprops else {
      throw RunError.unsuitable(
        path: path,
        reason: "it counts \(lossCount) losses and measurements up to \(history.backprops.last ?? 0) in "
          + "\(run.backprops) backprops")
    }
  }

  /// Writes the file whole and atomically.
  package func write(to path: String) throws {
    let layout = state.network.layout
    var contents = HDF5Contents()
    contents.describe(format: Self.format, version: Self.formatVersion, network: state.network)
    WeightsFile.Run(id: runId, seed: seed, backprops: state.backprops).describe(in: &contents)
    contents.attributes["moments"] = .int(Int64(state.moments.count))
    contents.attributes["lossSum"] = .double(lossSum)
    contents.attributes["lossCount"] = .int(Int64(lossCount))
    for (index, moment) in state.moments.enumerated() {
      contents.store(moment, layout: layout, in: "/moment\(index + 1)")
    }
    if !state.bases.isEmpty {
      contents.arrays["/bases"] = HDF5Array(
        state.bases, shape: [state.bases.count], attributes: ["axes": .strings(["element"])])
    }
    if let average = state.average { contents.store(average, layout: layout, in: "/average") }
    history.store(in: &contents)
    try contents.write(to: path)
  }
}
