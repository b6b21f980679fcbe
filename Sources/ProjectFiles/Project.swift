import Datasets
import ExperimentSpecs
import Foundation
import HostSystem
import Wording

/// Where a project's specs, data and results are.
///
///     let project = try Project(currentFolder: folder, environment: environment)
///     let experiment = try project.experiment(project.specPath("specs/depth.json"))
package struct Project: Sendable {
  /// The folder that has the Package.swift; outside of a project the one that was installed with the program.
  package let root: String
  /// The folder of the results: runs, figures, tables.
  package let results: String
  /// Whether the command line names the folder of the results.
  package let isResultsFolderGiven: Bool
  /// The results folders that networks and methods are looked for in, the first that has one first.
  package let networkFolders: [String]
  /// The folder of data that the command line names, or nil.
  package let dataRoot: String?
  /// The user's folder of data, where what was installed may not be written to; else nil.
  package let userDataFolder: String?
  /// The process's environment.
  package let environment: [String: String]

  /// Finds the project.
  /// - Parameters:
  ///   - root: the project's folder; nil for the nearest folder upward that has a Package.swift and specs.
  ///   - installed: specs, manifests and trained networks that were installed with the program, for where no project is;
  ///     results are then in the current folder's `results`.
  ///   - results: the folder of the results; nil for the project's `results`.
  ///   - dataRoot: the folder of data that the command line names, or nil.
  ///   - currentFolder: where to begin to look, and what relative paths are relative to.
  ///   - environment: the process's environment.
  ///   - canWrite: whether this process may write into a folder.
  /// - Throws: `ProjectError.noProject`, `.notAProject`.
  package init(
    root: String? = nil, installed: String? = nil, results: String? = nil, dataRoot: String? = nil,
    currentFolder: String, environment: [String: String],
    canWrite: (String) -> Bool = { FileManager.default.isWritableFile(atPath: $0) }
  ) throws(ProjectError) {
    // The system says nothing of a folder that was removed under us.
    guard root != nil || currentFolder.hasPrefix("/") else { throw .noCurrentFolder }
    if let root, !root.hasSpecs { throw .notAProject(root: root) }
    if let root = root ?? Self.nearestProject(from: currentFolder) {
      self.root = root
      self.results = results ?? root + "/results"
      networkFolders = [self.results]
    } else if let installed, installed.hasSpecs {
      self.root = installed
      self.results = results ?? currentFolder + "/results"
      networkFolders = [self.results, installed + "/results"]
    } else {
      throw .noProject(from: currentFolder)
    }
    isResultsFolderGiven = results != nil
    self.dataRoot = dataRoot
    let isClosed = self.root == installed && !canWrite(self.root + "/datasets")
    userDataFolder = isClosed ? Self.userDataFolder(environment) : nil
    self.environment = environment
  }

  /// Where programs of the user's keep data; nil if the environment doesn't say.
  /// - Source: the XDG Base Directory Specification.
  private static func userDataFolder(_ environment: [String: String]) -> String? {
    let named = environment["XDG_DATA_HOME"] ?? ""
    let base = named.hasPrefix("/") ? named : (environment["HOME"] ?? "") + "/.local/share"
    return base.hasPrefix("/.local") ? nil : base + "/srcnn-experiments/datasets"
  }

  private static func nearestProject(from folder: String) -> String? {
    var parts = folder.split(separator: "/")
    while true {
      let path = "/" + parts.joined(separator: "/")
      if FileManager.default.fileExists(atPath: path + "/Package.swift"), path.hasSpecs { return path }
      guard parts.popLast() != nil else { return nil }
    }
  }

  /// The results folder, which has to be there if the command line names it.
  /// - Throws: `OptionError`.
  package func givenResults() throws(OptionError) -> String {
    if isResultsFolderGiven, !isFolder(results) {
      throw OptionError(option: "--results", expected: "a folder that is there", found: results)
    }
    return results
  }

  /// The folder that image sets are put into.
  package var dataFolder: String { dataRoot ?? userDataFolder ?? root + "/datasets" }

  /// The manifests of the data, and where each set is.
  package func catalog() throws(DatasetError) -> DatasetCatalog {
    try DatasetCatalog(root: root, dataRoot: dataRoot, userRoot: userDataFolder, environment: environment)
  }
}

extension Project {
  /// Bytes of a spec: a thousand times what one has.
  private static let largestSpec = 16 << 20

  /// The specs of the project, sorted by name.
  /// - Throws: `ProjectError.unreadable`.
  package var specPaths: [String] {
    get throws(ProjectError) {
      let folder = root + "/experiments/specs"
      guard isFolder(folder) else { return [] }
      do {
        return try entries(of: folder).map(\.name).filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }
          .map { folder + "/" + $0 }
      } catch {
        throw .unreadable(path: folder, reason: error.reason)
      }
    }
  }

  /// The file meant by a command's argument: the path as it is, or one under the project's `experiments` or
  /// `experiments/specs`, with or without `.json`.
  /// - Throws: `ProjectError.noSpec`.
  package func specPath(_ argument: String) throws(ProjectError) -> String {
    let folders = ["", root + "/experiments/", root + "/experiments/specs/"]
    let paths = argument.hasPrefix("/") ? [argument] : folders.map { $0 + argument }
    let tried = paths + (argument.hasSuffix(".json") ? [] : paths.map { $0 + ".json" })
    for path in tried where FileManager.default.fileExists(atPath: path) && !isFolder(path) { return path }
    let known = try specNames
    throw .noSpec(argument: argument, known: known)
  }

  /// The names of the project's specs, by their files.
  private var specNames: [String] {
    get throws(ProjectError) {
      try specPaths.map { String($0.split(separator: "/").last?.dropLast(".json".count) ?? "") }
    }
  }

  /// Path and bytes of a spec that another extends by its name; nil if it can't be read.
  func base(_ name: String) -> (file: String, bytes: [UInt8])? {
    guard let path = try? specPath(name), let bytes = try? readFile(path, limit: Self.largestSpec) else {
      return nil
    }
    return (shortened(path), bytes)
  }

  /// Reads and checks a spec.
  /// - Throws: `ProjectError.unreadable`, `SpecProblems`.
  package func experiment(_ path: String) throws -> Experiment {
    let bytes: [UInt8]
    do {
      bytes = try readFile(path, limit: Self.largestSpec)
    } catch {
      throw ProjectError.unreadable(path: path, reason: error.reason)
    }
    var experiment = try Experiment.decode(
      bytes, file: shortened(path), names: (try? specNames) ?? [], base: base)
    experiment.argument = argument(for: path)
    try checkImages(of: experiment)
    return experiment
  }

  /// What a command takes for the spec of a path: the name of one of the project's, else the path as it was given.
  private func argument(for path: String) -> String {
    let file = URL(fileURLWithPath: path).standardizedFileURL
    let specs = URL(fileURLWithPath: root + "/experiments/specs").standardizedFileURL
    let isOfProject = file.deletingLastPathComponent().path == specs.path && path.hasSuffix(".json")
    return isOfProject ? String(file.lastPathComponent.dropLast(".json".count)) : path.shellWord
  }

  /// Refuses scores of images that aren't in the list of a set; a set that is unknown, or any folder, is found out later.
  private func checkImages(of experiment: Experiment) throws {
    let scores = experiment.namedScores.filter { $0.image != nil }
    guard !scores.isEmpty else { return }
    let catalog = try catalog()
    for score in scores {
      guard let image = score.image, let known = try? catalog.manifest(score.set).images.map(\.name),
        !known.isEmpty, !known.contains(image)
      else { continue }
      throw ProjectError.unknownImage(
        score: score.text, spec: experiment.file, image: image, known: known)
    }
  }

  /// A path as a message says it: relative to the project's folder if it is inside.
  package func shortened(_ path: String) -> String {
    path.hasPrefix(root + "/") ? String(path.dropFirst(root.count + 1)) : path
  }
}

extension String {
  /// Whether the folder of this path is a project's.
  fileprivate var hasSpecs: Bool { isFolder(self + "/experiments/specs") }
}
