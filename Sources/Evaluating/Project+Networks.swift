import Datasets
import ExperimentSpecs
import Foundation
import HostSystem
import ProjectFiles
import RunRecords
import Scoring

extension Project {
  /// The spec that has a network for each upscaling factor, called x2, x3, x4.
  private static let factors = "scales"

  /// The network or method that a name on the command line means.
  ///
  ///     try project.method(named: "scales/x2", scale: nil)
  ///     try project.method(named: "channels/rgb", scale: nil)
  ///
  /// - Parameters:
  ///   - name: a file; a run's folder; the beginning of a run's id; or SPEC/VARIANT, which is the one of its finished
  ///     runs that has the highest PSNR on its validation set.
  ///   - scale: the upscaling factor, for a MATLAB file whose name doesn't say it.
  /// - Throws: `ProjectError.unknownNetwork`, what reading a file throws.
  package func method(named name: String, scale: Int?) throws -> EvaluatedMethod {
    let endings = [".h5", ".mat", ".safetensors", ".onnx"]
    let isFile = endings.contains(where: name.lowercased().hasSuffix) || isRegularFile(name)
    if isFile { return try EvaluatedMethod(contentsOf: name, scale: scale) }
    let named = RunFolder(name)
    if named.hasMethod { return try named.method(name: EvaluatedMethod.name(of: named.weightsFile)) }
    if let best = try bestRun(of: name) { return try best.method(name: name) }
    for folder in networkFolders {
      let runs = try RunFolder.all(in: folder).filter { folder in
        name.count >= 4 && folder.hasMethod && folder.shortId.hasPrefix(name)
      }
      if runs.count > 1 { throw ProjectError.unknownNetwork(name: name, isAmbiguous: true) }
      if let run = runs.first { return try run.method(name: name) }
    }
    throw ProjectError.unknownNetwork(name: name, isAmbiguous: false)
  }

  /// The project's own network for an upscaling factor.
  /// - Throws: `ProjectError.untrained` if no run of it is finished.
  package func usualNetwork(scale: Int) throws -> EvaluatedMethod {
    let name = "\(Self.factors)/x\(scale)"
    guard let run = try bestRun(of: name) else {
      throw ProjectError.untrained(
        what: "a network for factor \(scale)", spec: Self.factors, profile: Experiment.defaultProfile)
    }
    return try run.method(name: name)
  }

  /// The folder of the best finished run of SPEC/VARIANT; nil if there is none, or the name isn't one.
  private func bestRun(of name: String) throws -> RunFolder? {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let path = try? specPath(parts[0]) else { return nil }
    let experiment = try experiment(path).resolved(profile: Experiment.defaultProfile)
    let runs = experiment.runs.filter { $0.variant == parts[1] }
    let catalog = try catalog()
    return networkFolders.lazy.compactMap { results in
      best(of: RunArchive(catalog: catalog, results: results).states(of: runs))
    }.first
  }

  private func best(of planned: [PlannedRun]) -> RunFolder? {
    let finished = planned.compactMap { planned -> (folder: RunFolder, psnr: Double)? in
      switch planned.state {
      case .done(let folder, _), .unscored(let folder, _, _):
        guard folder.hasMethod else { return nil }
        let psnr = (try? folder.metrics())?.final[planned.run.data.validation]?.meanPSNR
        return (folder, psnr ?? -.infinity)
      default: return nil
      }
    }
    return finished.max { $0.psnr < $1.psnr }?.folder
  }
}

private func isRegularFile(_ path: String) -> Bool {
  FileManager.default.fileExists(atPath: path) && !isFolder(path)
}

extension RunFolder {
  /// Whether a trained network or method is in it.
  var hasMethod: Bool { has(weightsFile) || has(modelFile) }

  fileprivate func method(name: String) throws -> EvaluatedMethod {
    has(weightsFile) ? .network(try weights(), name: name) : .model(try model(), name: name)
  }
}
