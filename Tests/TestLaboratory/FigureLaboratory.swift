import ExperimentSpecs
import Foundation
import ProjectFiles

/// A laboratory with a spec `tiny` of two variants and a figure.
package struct FigureLaboratory {
  package let laboratory: RunLaboratory
  package let project: Project

  package init() throws {
    laboratory = try RunLaboratory()
    let specs = laboratory.root + "/experiments/specs"
    try FileManager.default.createDirectory(atPath: specs, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: packageRoot + "/experiments/paper", toPath: laboratory.root + "/experiments/paper")
    try write(Array(Self.spec.utf8), to: specs + "/tiny.json")
    project = try Project(
      root: laboratory.root, currentFolder: "/", environment: ProcessInfo.processInfo.environment)
  }

  package static let spec = """
    { "spec": 1, "name": "tiny", "title": "Tiny networks", "source": "Nowhere", "claim": "Nothing.",
      "cost": { "desk": "a second", "paper": "two" },
      "data": { "train": "tiny-train", "test": ["tiny-test", "other-test"], "validation": "tiny-test", "scale": 2,
                "channels": "y", "subImage": 11, "stride": 7 },
      "network": { "filters": [3, 1, 3], "widths": [4, 3], "initialization": "he", "padding": "valid" },
      "training": { "loss": "mse", "optimizer": { "adam": { "learningRate": 1e-3, "lastLayerLearningRate": 1e-3,
                    "biasLearningRate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8 } },
                    "schedule": "constant", "batch": 8, "backprops": 64, "evaluateEvery": 32, "checkpointEvery": 64,
                    "seeds": 2 },
      "variants": [ { "id": "small" }, { "id": "large", "label": "a large one", "network.filters": [3, 3, 3] } ],
      "figures": [ { "id": "tiny1a", "title": "Larger is better", "x": "backprops", "y": "validation.psnr",
                     "baselines": ["bicubic", "sc"],
                     "paperCurves": [
                       { "figure": "fig7", "curve": "9-1-5", "label": "paper, small", "variant": "small" } ],
                     "caption": "The end." },
                   { "id": "tiny1b", "title": "One", "variants": ["small"], "x": "backprops", "y": "other-test.psnr",
                     "baselines": ["bicubic"], "paperCurves": [] } ],
      "profiles": { "desk": {}, "paper": { "training.batch": 16, "training.backprops": 128 } } }
    """

  package func resolved(overrides: [(key: String, value: String)] = []) throws -> ResolvedExperiment {
    try project.experiment(project.specPath("tiny")).resolved(profile: "desk", overrides: overrides)
  }
}
