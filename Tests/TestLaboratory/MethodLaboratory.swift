import Digests
import ExperimentSpecs
import Foundation
import HostSystem
import Running

/// A laboratory with images large enough for small dictionaries, and a spec of methods.
package struct MethodLaboratory {
  package let laboratory: RunLaboratory

  package init() throws {
    laboratory = try RunLaboratory()
    try laboratory.addSet("leaves", sizes: [(72, 64), (60, 80)], seed: 4)
    let specs = laboratory.root + "/experiments/specs"
    try FileManager.default.createDirectory(atPath: specs, withIntermediateDirectories: true)
    try write(Array(Self.spec.utf8), to: specs + "/sparse-coding.json")
  }

  package static let spec = """
    { "spec": 1, "name": "sparse-coding", "title": "Tiny methods", "source": "Nowhere", "claim": "Nothing.",
      "cost": { "desk": "a second" },
      "data": { "train": "leaves", "test": ["tiny-test"], "validation": "tiny-test", "scale": 2,
                "channels": "y", "subImage": 11, "stride": 7 },
      "method": {
        "dictionary": { "atoms": 40, "iterations": 2, "sparsity": 3, "energy": 0.99 },
        "a+": { "samples": 1200, "sizes": 2, "sizeFactor": 0.98, "nearest": 64, "ridge": 0.1 },
        "sc": { "atoms": 16, "patches": 200, "passes": 4, "batch": 100, "trainingPenalty": 0.05, "penalty": 0.1,
                "nonNegative": true, "amplitude": "fittedNorm", "backProjections": 0 } },
      "network": { "filters": [3, 1, 3], "widths": [4, 3], "initialization": "he", "padding": "valid" },
      "training": { "loss": "mse", "optimizer": { "adam": { "learningRate": 1e-3, "lastLayerLearningRate": 1e-3,
                    "biasLearningRate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8 } },
                    "schedule": "constant", "batch": 8, "backprops": 64, "evaluateEvery": 32, "checkpointEvery": 64,
                    "seeds": 1 },
      "variants": [ { "id": "zeyde", "method.name": "zeyde" }, { "id": "anr", "method.name": "anr" },
                    { "id": "nnls", "method.name": "ne+nnls" }, { "id": "a+", "method.name": "a+" },
                    { "id": "sc", "method.name": "sc" }, { "id": "small" } ],
      "figures": [ { "id": "f", "title": "F", "x": "seconds", "y": "tiny-test.psnr", "baselines": [],
                     "variants": ["anr", "small"], "paperCurves": [] } ],
      "profiles": { "desk": {} } }
    """

  package func resolved(_ overrides: [(key: String, value: String)] = []) throws -> ResolvedExperiment {
    try Experiment.decode(Array(Self.spec.utf8), file: "sparse-coding.json")
      .resolved(profile: "desk", overrides: overrides)
  }

  /// The runs of these variants.
  package func methods(_ ids: String..., overrides: [(key: String, value: String)] = []) throws
    -> [MethodDescription]
  {
    let all = try resolved(overrides).methods
    return ids.compactMap { id in all.first { $0.variant == id } }
  }

  /// The digests of what runs have made.
  /// - Throws: `NothingThere` for no run, and for one without a folder: two of them aren't alike.
  package func digests(_ results: [RunResult]) throws -> [String] {
    if results.isEmpty { throw NothingThere() }
    return try results.flatMap { result in
      guard let folder = result.folder else { throw NothingThere() }
      return try [folder.modelFile, folder.metricsFile].map { try sha256Hex(ofFile: $0) }
    }
  }
}
