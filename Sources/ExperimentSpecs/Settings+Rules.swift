import Vocabulary
import Wording

extension Settings {
  /// The problems between settings that are right one by one.
  /// - Parameter node: the merged node that the settings were decoded from.
  func conflicts(in node: JSONNode) -> [SpecProblem] {
    if methods?.name != nil { return methodConflicts(in: node) + dataConflicts(in: node) }
    return layerConflicts(in: node) + sizeConflicts(in: node) + dataConflicts(in: node)
      + lengthConflicts(in: node)
      + evaluationConflicts(in: node) + phaseConflicts(in: node) + whiteningConflicts(in: node)
      + fixedLayerConflicts(in: node)
  }

  private func methodConflicts(in node: JSONNode) -> [SpecProblem] {
    guard let methods, let name = methods.name else { return [] }
    // A part that is there and wrong is a problem of its own.
    let missing = methods.missingKeys.filter { (node.node(at: "method.\($0)")?.value ?? .null) == .null }
    var problems = missing.compactMap { key in
      node.node(at: "method").map {
        SpecProblem(
          place: $0.place.key(key), expected: "the settings of \(name.rawValue)", found: "nothing")
      }
    }
    if data.channels != .y {
      problems += node.conflict(
        between: ["data.channels", "method.name"], expected: "channels y, all that \(name.rawValue) sees",
        found: data.channels.rawValue)
    }
    if data.blur != nil {
      problems += node.conflict(
        between: ["data.blur", "method.name"],
        expected: "no blur: \(name.rawValue) undoes bicubic reduction", found: "a blur")
    }
    if data.augmentation != nil {
      problems += node.conflict(
        between: ["data.augmentation", "method.name"],
        expected: "no augmentation: \(name.rawValue) learns from the images as they are",
        found: "an augmentation")
    }
    if let dictionary = methods.section?.dictionary, dictionary.atoms < name.leastAtoms {
      problems += node.conflict(
        between: ["method.dictionary.atoms", "method.name"],
        expected: "at least \(name.leastAtoms) atoms, from which \(name.rawValue) chooses",
        found: "\(dictionary.atoms)")
    }
    return problems
  }

  private func layerConflicts(in node: JSONNode) -> [SpecProblem] {
    var problems: [SpecProblem] = []
    if network.widths.count != network.filters.count - 1 {
      problems += node.conflict(
        between: ["network.widths", "network.filters"],
        expected: "one width less than filters, the last layer's being the number of channels",
        found: "\(network.widths.count.counted("width")) for \(network.filters.count.counted("filter"))")
    }
    let enlargement = enlargement, least = network.receptiveField * enlargement
    if network.padding == .valid, data.subImage < least {
      problems += node.conflict(
        between: ["data.subImage", "network.filters", "network.layers", "network.padding"],
        expected: "a sub-image of at least the network's receptive field, \(least) pixels",
        found: "\(data.subImage) pixels")
    }
    for (key, value) in [("subImage", data.subImage), ("stride", data.stride)] where value % enlargement > 0 {
      problems += node.conflict(
        between: ["data.\(key)", "data.scale", "network.layers"],
        expected: "a multiple of data.scale, \(enlargement), as the network sees the image that much smaller",
        found: "\(value)")
    }
    return problems
  }

  /// How many times as high and wide as its input the network's output is.
  private var enlargement: Int { network.last == .convolution ? 1 : data.scale }

  private func dataConflicts(in node: JSONNode) -> [SpecProblem] {
    if data.test.contains(data.validation) { return [] }
    return node.conflict(
      between: ["data.validation", "data.test"], expected: "a validation set that is one of data.test",
      found: "\(data.validation), which is not \(alternatives(data.test))",
      suggestion: nearest(to: data.validation, among: data.test))
  }

  private func lengthConflicts(in node: JSONNode) -> [SpecProblem] {
    var problems: [SpecProblem] = []
    if training.epochs != nil {
      if training.backprops == 0 { return [] }
      return node.conflict(
        between: ["training.backprops", "training.epochs"],
        expected: "backprops or epochs, and null for the other", found: "both")
    }
    if training.backprops == 0 {
      guard let place = node["training"]?.place.key("backprops") else { return [] }
      let expected = Form<Int>.backprops.expected + ", or training.epochs"
      return [SpecProblem(place: place, expected: expected, found: "nothing")]
    }
    if training.backprops < training.batch {
      problems += node.conflict(
        between: ["training.backprops", "training.batch"],
        expected: "at least as many backprops as a batch has, \(training.batch)",
        found: "\(training.backprops)")
    }
    if case .cosine(_, let warmup) = training.schedule, warmup >= training.backprops {
      problems += node.conflict(
        between: ["training.schedule.cosine.warmup", "training.backprops"],
        expected: "a warm-up shorter than the training, \(training.backprops.counted("backprop"))",
        found: "\(warmup)")
    }
    if case .constantThenLinear(let decay, _) = training.schedule, decay > training.backprops {
      problems += node.conflict(
        between: ["training.schedule.constantThenLinear.decay", "training.backprops"],
        expected: "a decay not longer than the training, \(training.backprops.counted("backprop"))",
        found: "\(decay)")
    }
    return problems
  }

  private func evaluationConflicts(in node: JSONNode) -> [SpecProblem] {
    guard let early = training.evaluateEarly else { return [] }
    let (parts, rest) = training.evaluateEvery.quotientAndRemainder(dividingBy: early)
    if rest == 0, parts.nonzeroBitCount == 1 { return [] }
    let every = training.evaluateEvery
    return node.conflict(
      between: ["training.evaluateEarly", "training.evaluateEvery"],
      expected: "evaluateEvery divided by a power of two, such as \(max(1, every / 8))",
      found: "\(early) of \(every)"
    ).map { problem in
      // The other was set before, and whoever set this one may not know of it.
      guard problem.place.path.hasSuffix(".evaluateEvery"),
        let other = node.node(at: "training.evaluateEarly")
      else { return problem }
      return SpecProblem(
        place: problem.place,
        expected: "a power of two times training.evaluateEarly, which is \(early) by \(other.place), "
          + "or another one beside it: \(max(1, every / 8)), or null for none",
        found: "\(every)")
    }
  }

  private func phaseConflicts(in node: JSONNode) -> [SpecProblem] {
    guard let phases = training.phases else { return [] }
    var problems: [SpecProblem] = []
    // Decimal fractions add up to 1 but for their last bits.
    let sum = (phases.reduce(0) { $0 + $1.share } * 1e9).rounded() / 1e9
    if sum != 1 {
      problems += node.conflict(
        between: ["training.phases"], expected: "shares that add up to 1",
        found: JSON.number(sum).canonicalText)
    }
    let own = data.channels.components
    if let other = phases.flatMap(\.lossChannels).first(where: { !own.contains($0) }) {
      problems += node.conflict(
        between: ["training.phases", "data.channels"],
        expected: "lossChannels of data.channels \(data.channels.rawValue): "
          + alternatives(own.map(\.rawValue)),
        found: "'\(other.rawValue)'")
    }
    return problems
  }

  private func whiteningConflicts(in node: JSONNode) -> [SpecProblem] {
    guard training.whitening != nil else { return [] }
    let side = data.subImage / enlargement
    if let first = network.filters.first, side < first {
      return node.conflict(
        between: ["training.whitening", "data.subImage", "network.filters", "network.layers"],
        expected: "no whitening where the first filter, of \(first) pixels, is larger than what it sees",
        found: "sub-images of \(side) pixels")
    }
    switch training.optimizer {
    case .sgd, .adam: return []
    case .muon, .soap:
      return node.conflict(
        between: ["training.whitening", "training.optimizer"],
        expected: "no whitening with an optimizer that finds its own coordinates",
        found: "\(training.optimizer.title)")
    }
  }

  private func fixedLayerConflicts(in node: JSONNode) -> [SpecProblem] {
    let count = network.filters.count
    guard let fixed = training.fixedLayers, fixed.count >= count || fixed.contains(where: { $0 > count })
    else { return [] }
    return node.conflict(
      between: ["training.fixedLayers"],
      expected: "some of the network's \(count.counted("layer")), and one that is trained",
      found: fixed.map(String.init).joined(separator: ", "))
  }
}

extension JSONNode {
  /// The node at a dotted path.
  func node(at path: String) -> JSONNode? {
    path.split(separator: ".").reduce(Optional(self)) { $0?[String($1)] }
  }

  /// A problem between settings, at the one that was set last: the others were there before.
  func conflict(
    between paths: [String], expected: String, found: String, suggestion: String? = nil
  ) -> [SpecProblem] {
    let all = paths.compactMap { node(at: $0) }
    let set = all.filter { $0.value != .null }
    let nodes = set.isEmpty ? all : set
    let last = nodes.map(\.place.precedence).max()
    return nodes.first { $0.place.precedence == last }.map {
      [SpecProblem(place: $0.place, expected: expected, found: found, suggestion: suggestion)]
    } ?? []
  }
}

extension Place {
  /// The rank in spec < profile < variant < grid < option.
  fileprivate var precedence: Int {
    if case .option = source { return 4 }
    if path.hasPrefix("grid.") { return 3 }
    if path.hasPrefix("variants[") { return 2 }
    return path.hasPrefix("profiles.") ? 1 : 0
  }
}
