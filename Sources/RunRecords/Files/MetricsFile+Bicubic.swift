import ExperimentSpecs

extension MetricsFile {
  /// The sets on which the trained network or method is worse than bicubic interpolation: too short a training, or a wrong
  /// setting.
  package var setsBelowBicubic: [String] {
    final.keys.sorted().filter { set in
      guard let own = final[set]?.meanPSNR, let interpolated = bicubic[set]?.meanPSNR else { return false }
      return own < interpolated
    }
  }

  /// The same as words behind a sentence on the run; nothing if it is above on all sets that the run asks for.
  package func remark(for data: DataSection?) -> String {
    let below = setsBelowBicubic.filter { data?.test.contains($0) ?? true }
    return below.isEmpty ? "" : "below bicubic on \(below.joined(separator: ", "))"
  }
}
