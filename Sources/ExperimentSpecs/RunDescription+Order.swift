extension [RunDescription] {
  /// The runs with those that they start from, each behind the one that it starts from; else in their order.
  public var inTrainingOrder: [RunDescription] {
    var ordered: [RunDescription] = []
    func add(_ run: RunDescription) {
      if ordered.contains(run) { return }
      if let initial = run.initialRun { add(initial) }
      ordered.append(run)
    }
    for run in self { add(run) }
    return ordered
  }
}

extension [MethodDescription] {
  /// One run of each training: what another run of the list repeats is left out.
  public var distinctTrainings: [MethodDescription] {
    var seen: Set<[UInt8]> = []
    return filter { seen.insert(canonicalJSON(of: $0)).inserted }
  }
}

extension [RunDescription] {
  /// One run of each training, the longest: what another run of the list continues or repeats is left out.
  public var distinctTrainings: [RunDescription] {
    var kept: [(key: [UInt8], run: RunDescription)] = []
    for run in sorted(by: { $0.training.backprops > $1.training.backprops }) {
      let key = canonicalJSON(of: run)
      if !kept.contains(where: { $0.key == key }) { kept.append((key, run)) }
    }
    return kept.map(\.run)
  }
}
