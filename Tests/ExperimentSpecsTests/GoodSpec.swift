import Testing

@testable import ExperimentSpecs

/// A small spec with every part, which tests change by one edit or several.
enum GoodSpec {
  static let text = """
    {
      "spec": 1, "name": "trial", "title": "A trial", "source": "Fig. 7", "claim": "It works.",
      "cost": { "desk": "a minute", "paper": "a week" },
      "data": { "train": "t91", "test": ["set5", "set14"], "validation": "set5", "scale": 3,
                "channels": "y", "subImage": 33, "stride": 14 },
      "network": { "filters": [9, 1, 5], "widths": [64, 32], "initialization": "he", "padding": "valid" },
      "training": { "loss": "mse",
        "optimizer": { "adam": { "learningRate": 5e-4, "lastLayerLearningRate": 5e-5, "biasLearningRate": 5e-5,
                                 "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8 } },
        "schedule": { "cosine": { "final": 0, "warmup": 0 } },
        "batch": 16, "backprops": 2000, "evaluateEvery": 100, "checkpointEvery": 500, "seeds": 2 },
      "variants": [
        { "id": "9-1-5" },
        { "id": "9-3-5", "label": "wider", "network.filters": [9, 3, 5] },
        { "id": "big", "profiles": ["paper"], "data": { "train": ["t91", "imagenet"] } } ],
      "figures": [
        { "id": "fig7", "title": "A figure", "x": "backprops", "y": "set5.psnr", "baselines": ["bicubic"],
          "paperCurves": [{ "figure": "fig7", "curve": "9-1-5", "label": "paper" }] } ],
      "profiles": {
        "desk": {},
        "paper": { "training.batch": 128, "network": { "initialization": { "gaussian": 0.001 } },
          "training.schedule": "constant",
          "training.optimizer": { "sgd": { "learningRate": 1e-4, "lastLayerLearningRate": 1e-5,
                                           "biasLearningRate": 1e-5, "momentum": 0.9 } } } }
    }
    """

  /// The spec with texts replaced, each of which must stand in it once.
  static func edited(_ edits: [(String, String)]) throws -> [UInt8] {
    var text = text
    for (old, new) in edits {
      let parts = text.split(separator: old, omittingEmptySubsequences: false)
      try #require(parts.count == 2, "\(old) must stand in the spec once")
      text = parts.joined(separator: new)
    }
    return Array(text.utf8)
  }

  static func decoded(_ edits: [(String, String)] = []) throws -> Experiment {
    try Experiment.decode(edited(edits), file: "a.json")
  }

  /// What is wrong with the edited spec: each sentence, its line and column replaced by what stands there.
  static func problems(_ edits: [(String, String)]) throws -> [String] {
    let bytes = try edited(edits)
    do {
      _ = try Experiment.decode(bytes, file: "a.json")
      return []
    } catch {
      let lines = String(decoding: bytes, as: UTF8.self).split(
        separator: "\n", omittingEmptySubsequences: false)
      return error.problems.map { problem in
        guard case .file(let file, let line, let column) = problem.place.source else { return "\(problem)" }
        let rest = "\(problem)".dropFirst("\(file):\(line):\(column): ".count)
        return "@\(lines[line - 1].dropFirst(column - 1).prefix(8)) \(rest)"
      }
    }
  }
}
