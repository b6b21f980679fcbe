import Digests
import Foundation
import HostSystem
import Wording

/// The data sets that the manifests in `datasets/*.json` describe, and where each is on this machine.
///
/// A set is looked for in the folder that the command line names, then in the one that the environment
/// variable `SRCNN_DATASETS` names, then in the project's `datasets/`; the first that has a subfolder of the
/// set's name is taken. Each of these folders may also have manifests of its own, `NAME.json` beside `NAME/`. What is
/// fetched, added or generated goes to the folder of the command line if one is given, else to the project's `datasets/`:
/// the one of the environment is only read. Where the project was installed and may not be written to, the user's folder of
/// data comes before it.
package struct DatasetCatalog: Sendable {
  /// The manifests, in the order of their names.
  package let manifests: [DatasetManifest]
  /// The folder that fetched, added and generated sets are put in.
  package let writeRoot: String
  /// The folders that are looked through, in order, each with what names it.
  let searchRoots: [SearchRoot]
  /// The environment, in which programs are looked up through `PATH`.
  package let environment: [String: String]
  /// Folders of the user's that were located, so that a large one is read once.
  private let folders = Locked<[String: (stamp: FileStamp?, set: LocatedDataset)]>([:])
  /// How patient a download is.
  var patience = Patience()

  struct SearchRoot: Sendable, Equatable {
    let source: String
    let folder: String
  }

  /// Reads the manifests of a project.
  ///
  /// - Parameters:
  ///   - root: The project's folder; the manifests are in its `datasets/`.
  ///   - dataRoot: The folder that the command line names, or nil.
  ///   - userRoot: The user's folder of data, if the project's may not be written to.
  ///   - environment: The process's environment; `SRCNN_DATASETS` and `PATH` are used.
  /// - Throws: `DatasetError.noManifests`, `.manifestUnreadable`, `.manifestInvalid`.
  package init(
    root: String, dataRoot: String?, userRoot: String? = nil, environment: [String: String]
  ) throws(DatasetError) {
    let own = root + "/datasets"
    let published = try DatasetCatalog.manifests(in: own)
    writeRoot = dataRoot ?? userRoot ?? own
    var roots: [SearchRoot] = []
    if let dataRoot { roots.append(SearchRoot(source: "--data-root", folder: dataRoot)) }
    if let folder = environment["SRCNN_DATASETS"], !folder.isEmpty {
      roots.append(SearchRoot(source: "SRCNN_DATASETS", folder: folder))
    }
    if let userRoot { roots.append(SearchRoot(source: "yours", folder: userRoot)) }
    roots.append(SearchRoot(source: "the project", folder: own))
    searchRoots = roots
    var known = published
    for folder in roots.map(\.folder) where folder != own {
      known += try DatasetCatalog.ownManifests(in: folder, besides: known.map(\.name))
    }
    manifests = known.sorted { $0.name < $1.name }
    self.environment = environment
  }

  private static func manifests(in folder: String) throws(DatasetError) -> [DatasetManifest] {
    guard isFolder(folder) else { throw .noManifests(folder: folder) }
    let names: [String]
    do {
      names = try entries(of: folder).map(\.name)
    } catch {
      throw .fileSystem(action: "list", path: folder, reason: error.reason)
    }
    var manifests: [DatasetManifest] = []
    for name in names where name.hasSuffix(".json") && !name.hasPrefix(".") {
      manifests.append(try DatasetManifest(contentsOf: folder + "/" + name))
    }
    guard !manifests.isEmpty else { throw .noManifests(folder: folder) }
    return manifests
  }

  /// The manifests beside the sets of a folder outside of the project; other files there are none of ours.
  private static func ownManifests(
    in folder: String, besides known: [String]
  ) throws(DatasetError) -> [DatasetManifest] {
    var manifests: [DatasetManifest] = []
    for entry in (try? entries(of: folder)) ?? [] where entry.kind == .folder && !known.contains(entry.name) {
      let path = "\(folder)/\(entry.name).json"
      if FileManager.default.fileExists(atPath: path) {
        manifests.append(try DatasetManifest(contentsOf: path))
      }
    }
    return manifests
  }

  /// The names of all data sets.
  package var names: [String] { manifests.map(\.name) }

  /// The manifest of a data set.
  ///
  /// - Throws: `DatasetError.unknown`.
  package func manifest(_ name: String) throws(DatasetError) -> DatasetManifest {
    guard let manifest = manifests.first(where: { $0.name == name }) else {
      throw .unknown(name: name, known: names, searched: searchRoots.map(\.folder))
    }
    return manifest
  }

  /// The data set where it is on this machine, or nil if it is in none of the folders.
  ///
  /// Names are compared with the manifest's, contents are not; but of a folder of the user's that wasn't added with
  /// `add`, files that are new or look changed since it was located before are hashed.
  ///
  /// - Throws: `DatasetError.unknown`, `.empty`, `.differs` if files are missing, `.fileSystem`.
  package func locate(
    _ name: String, progress: (String) -> Void = { _ in }
  ) throws(DatasetError) -> LocatedDataset? {
    let manifest = try manifest(name)
    guard let folder = folder(of: name) else { return nil }
    guard case .folder = manifest.content else { return try manifest.located(in: folder) }
    let stamp = FileStamp(ofFile: folder + "/" + FolderIndex.fileName)
    if let known = folders.withValue({ $0[folder] }), known.stamp == stamp { return known.set }
    let located = try stamp == nil ? listed(folder, manifest, progress) : manifest.located(in: folder)
    folders.withValue { $0[folder] = (stamp, located) }
    return located
  }

  /// A set by its name, or all images of a folder by its path, which need not be added.
  ///
  /// - Throws: as `require`.
  package func require(
    nameOrFolder argument: String, progress: (String) -> Void = { _ in }
  ) throws(DatasetError) -> LocatedDataset {
    guard isFolderPath(argument) else { return try require(argument, progress: progress) }
    let folder = URL(fileURLWithPath: argument).standardizedFileURL.path
    guard isFolder(folder) else {
      throw .fileSystem(action: "read", path: folder, reason: "there is no such folder")
    }
    let name = folder.split(separator: "/").last.map(String.init) ?? "folder"
    return try listed(
      folder, DatasetManifest(own: name, folder: folder, role: .test, luma: .ycbcr, images: []), progress)
  }

  /// Whether a set's name is really the path of a folder.
  package func isFolderPath(_ argument: String) -> Bool {
    argument.contains("/") || !names.contains(argument) && isFolder(argument)
  }

  /// A folder of the user's that wasn't added; what is found is noted for the next time, if it can be.
  private func listed(
    _ folder: String, _ manifest: DatasetManifest, _ progress: (String) -> Void
  ) throws(DatasetError) -> LocatedDataset {
    let path = notesFile(of: manifest.name, in: folder)
    let known = notes(of: manifest.name, in: folder)
    let index = try FolderIndex(listing: folder, name: manifest.name, known: known, progress: progress)
    if index.images != known?.images || index.stamps != known?.stamps {
      try? makeFolder(cacheFolder)
      try? writeAtomically(Array(index.text), to: path)
    }
    return LocatedDataset(manifest: manifest, folder: folder, images: index.images, stamps: index.stamps)
  }

  private func notesFile(of name: String, in folder: String) -> String {
    "\(cacheFolder)/\(name)-\(sha256Hex(of: folder).prefix(12)).sha256"
  }

  /// What was noted of a folder that wasn't added when it was listed before.
  func notes(of name: String, in folder: String) -> FolderIndex? {
    (try? readFile(notesFile(of: name, in: folder), limit: 1 << 30)).flatMap { FolderIndex(text: Data($0)) }
  }

  /// Where what is made of the sets is kept; it can be deleted at any time.
  package var cacheFolder: String { writeRoot + "/.cache" }

  /// The data set where it is on this machine; the embedded ones are generated on their first use.
  ///
  /// - Throws: `DatasetError.missing` with the ways to get the set; what `locate` and `generate` throw.
  @discardableResult
  package func require(
    _ name: String, progress: (String) -> Void = { _ in }
  ) throws(DatasetError) -> LocatedDataset {
    if let located = try locate(name, progress: progress) { return located }
    let manifest = try manifest(name)
    if case .generated = manifest.content {
      do {
        return try generate(name, progress: progress)
      } catch .fileSystem(let action, let path, let reason) {
        throw .fileSystem(
          action: action, path: path,
          reason:
            "\(reason). The embedded set '\(name)' is made on its first use: name a folder that may be written to "
            + "with --data-root (one that SRCNN_DATASETS names is only read), or put a copy of \(name)/ there"
        )
      }
    }
    throw .missing(
      name: name, title: manifest.title, isFolder: manifest.content == .folder,
      searched: searchRoots.map(\.sentence))
  }

  /// Checks that data sets are on this machine or can be generated.
  ///
  /// - Throws: `DatasetError.missing` or `.severalMissing` with the ways to get those that aren't.
  package func requireAll(_ names: [String]) throws(DatasetError) {
    var missing: [DatasetManifest] = []
    for name in names where folder(of: name) == nil {
      let manifest = try manifest(name)
      if case .generated = manifest.content { continue }
      missing.append(manifest)
    }
    guard missing.count > 1 else {
      for manifest in missing { try require(manifest.name) }
      return
    }
    throw .severalMissing(
      names: missing.map(\.name), fetchable: missing.filter { $0.content != .folder }.map(\.name),
      searched: searchRoots.map(\.sentence))
  }

  /// Checks every image of a data set, byte for byte.
  ///
  /// - Throws: what `locate`, `require` and `LocatedDataset.verified` throw; `.missing` for a set that isn't
  ///   there, `.wrongWay` for an embedded one that wasn't generated yet.
  @discardableResult
  package func verify(
    _ name: String, progress: (String) -> Void = { _ in }
  ) throws(DatasetError) -> LocatedDataset {
    let before = folder(of: name).flatMap { notes(of: name, in: $0) }
    guard let located = try locate(name) else {
      let manifest = try manifest(name)
      if case .generated = manifest.content {
        throw .wrongWay(
          name: name,
          reason: "it wasn't generated yet; its first use does it, or `experiments data generate \(name)`")
      }
      throw .missing(
        name: name, title: manifest.title, isFolder: manifest.content == .folder,
        searched: searchRoots.map(\.sentence))
    }
    if let before, before.images != located.images {
      let (old, new) = (Set(before.images.map(\.file)), Set(located.images.map(\.file)))
      let digests = Dictionary(before.images.map { ($0.file, $0.digest.hex) }) { first, _ in first }
      let damaged = located.images.compactMap { image -> DatasetError.DamagedFile? in
        guard let expected = digests[image.file], expected != image.digest.hex else { return nil }
        return .init(file: image.file, expected: expected, found: image.digest.hex)
      }
      new.subtracting(old).sorted().forEach { progress("\($0) is new since the folder was listed before") }
      let missing = old.subtracting(new).sorted()
      if !damaged.isEmpty || !missing.isEmpty {
        throw .differs(
          name: name, folder: located.folder, damaged: damaged, missing: missing, listed: before.images.count)
      }
    }
    return try located.verified(progress: progress)
  }

  /// Refuses to put a set where it wouldn't be found, behind a damaged one in a folder that is looked in before.
  func checkIsFound(_ name: String) throws(DatasetError) {
    let target = writeRoot + "/" + name
    let before = searchRoots.map { $0.folder + "/" + name }.prefix { $0 != target }
    if let other = before.first(where: isFolder) {
      throw .shadowed(name: name, by: other, target: target)
    }
  }

  /// The folder of a set in the first root that has it.
  package func folder(of name: String) -> String? {
    searchRoots.lazy.map { $0.folder + "/" + name }.first(where: isFolder)
  }
}

extension DatasetCatalog.SearchRoot {
  /// The root as an error message names it.
  var sentence: String {
    "\(folder) (\(source)\(isFolder(folder) ? "" : "; no such folder"))"
  }
}
