import ExperimentSpecs
import RunRecords
import SuperResolution

extension RunEngine {
  /// The network that a training begins with: random weights, those of the run that it starts from, which are the ones
  /// that run is measured by, or sparse coding written as a network, which is trained now if it isn't there.
  /// - Throws: `RunError.noInitialWeights` if that run isn't done, went on beyond its length, or is another network.
  func initialNetwork(of run: RunDescription) throws -> Network {
    if let method = run.initialMethod { return try network(of: method, for: run) }
    guard let initial = run.initialRun else { return run.untrainedNetwork }
    func failure(_ reason: String) -> RunError {
      .noInitialWeights(run: run.title, from: initial.title, reason: reason)
    }
    let (identity, own) = try archive.identify(initial)
    let found = try archive.findState(of: initial, identity, own: own)
    switch found.state {
    case .done(let folder, let backprops), .unscored(let folder, let backprops, _):
      guard initial.training.epochs != nil || backprops == initial.lastBackprops else {
        throw failure(
          "that run went on to \(backprops) backprops, and its weights after \(initial.lastBackprops) are gone: "
            + "train it anew with --force in another results folder, or ask for its new length")
      }
      let network = try folder.weights().network
      guard network.layout == run.layout else { throw failure("they are of another shape: \(folder.path)") }
      return network
    case .resumable, .new, .dataMissing, .unusable:
      throw failure("that run isn't done: \(found.reason)")
    }
  }

  private func network(of method: MethodDescription, for run: RunDescription) throws -> Network {
    func failure(_ reason: String) -> RunError {
      .noInitialWeights(run: run.title, from: method.title, reason: reason)
    }
    guard case .sparseCoding(let model) = try model(of: method).model else {
      throw failure("\(method.method.name.rawValue) isn't sparse coding")
    }
    let network: Network
    do {
      network = try Network(sparseCoding: model)
    } catch {
      throw failure("it can't be written as a network: \(error)")
    }
    guard network.layout == run.layout else { throw failure("as a network it is of another shape") }
    return network
  }
}

extension RunDescription {
  /// The run with its backprops, if it is trained by epochs: so many times all sub-images.
  package func counted(over subImages: SubImages) -> RunDescription {
    guard let epochs = training.epochs else { return self }
    var run = self
    run.training.backprops = epochs * subImages.count
    return run
  }
}
