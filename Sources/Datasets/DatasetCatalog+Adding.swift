import Foundation
import HostSystem

extension DatasetCatalog {
  /// Takes a data set from a folder that the user has.
  ///
  /// The images of a listed set are found by their SHA-256, whatever they are called, and copied. A set that is
  /// a folder of the user's (ImageNet) stays where it is: the folder's path and the digests of its images are
  /// written down, so that a later change shows. A name that no manifest has gets one, beside the set's folder.
  ///
  /// - Parameters:
  ///   - role: what a set without a manifest is for.
  ///   - luma: what it is scored on.
  /// - Throws: `DatasetError.wrongWay` for a generated set, and for a name that can't be one, `.empty`, `.differs`, `.shadowed`,
  ///   `.fileSystem`.
  @discardableResult
  package func add(
    _ name: String, folder: String, role: DatasetManifest.Role = .train, luma: DatasetManifest.Luma = .ycbcr,
    progress: (String) -> Void = { _ in }
  ) throws(DatasetError) -> LocatedDataset {
    let known = manifests.first { $0.name == name }
    guard known != nil || DatasetManifest.isName(name) else {
      throw .wrongWay(name: name, reason: "expected a name of small letters, digits and -, as in my-train")
    }
    let source = URL(fileURLWithPath: folder).standardizedFileURL.path
    guard isFolder(source) else {
      throw .fileSystem(action: "read", path: source, reason: "there is no such folder")
    }
    let staging = DatasetStaging(root: writeRoot, name: name)
    return try staging.locked(progress: progress) { () throws(DatasetError) in
      try checkIsFound(name)
      let complete = try staging.emptyFolder("complete")
      switch known?.content {
      case .listed:
        guard let known else { break }
        try known.collect(from: source, into: complete)
        return try install(complete, known, staging, progress)
      case .generated:
        throw .wrongWay(
          name: name, reason: "it is generated, not added: `experiments data generate \(name)` makes it")
      case .folder, nil: break
      }
      let index = try FolderIndex(listing: source, name: name, progress: progress)
      let isOwn = known?.noted != nil || known == nil
      let manifest =
        isOwn
        ? DatasetManifest(own: name, folder: source, role: role, luma: luma, images: index.images)
        : try self.manifest(name)
      // What can't be read later shouldn't be added now.
      try LocatedDataset(manifest: manifest, folder: source, images: index.images).verified(
        progress: progress)
      try write(index.text, to: complete + "/" + FolderIndex.fileName)
      let installed = try install(complete, manifest, staging, progress)
      if isOwn { try note(manifest, progress) }
      return installed
    }
  }

  private func note(_ manifest: DatasetManifest, _ progress: (String) -> Void) throws(DatasetError) {
    let path = "\(writeRoot)/\(manifest.name).json"
    try write(Data(manifest.text.utf8), to: path)
    progress("its manifest is \(path)")
  }

  /// The name of a set that is all images of a folder: its own, or one that is made for it now.
  ///
  /// - Throws: `DatasetError.wrongWay` if another set has the name of the folder, and as `add`.
  package func name(
    ofFolder folder: String, role: DatasetManifest.Role, progress: (String) -> Void = { _ in }
  ) throws(DatasetError) -> String {
    let source = URL(fileURLWithPath: folder).standardizedFileURL.path
    let last = source.split(separator: "/").last.map(String.init) ?? ""
    let letters = last.lowercased().map { DatasetManifest.isName("a\($0)") ? $0 : "-" }
    let name = String(String(letters).drop { $0 == "-" }.prefix(60))
    if names.contains(name) {
      guard let located = try locate(name), located.folder == source else {
        throw .wrongWay(
          name: name,
          reason:
            "another set has the name of the folder \(source); `experiments data add NAME \(source)` gives "
            + "it one of its own")
      }
      return name
    }
    try add(name, folder: source, role: role, progress: progress)
    return name
  }

  /// Gives a complete folder the set's name and returns the set; what was downloaded of it isn't needed any more.
  package func install(
    _ complete: String, _ manifest: DatasetManifest, _ staging: DatasetStaging, _ progress: (String) -> Void
  ) throws(DatasetError) -> LocatedDataset {
    if let replaced = try staging.install(complete) {
      progress("the folder that was there is now \(replaced)")
    }
    let located = try manifest.located(in: writeRoot + "/" + manifest.name)
    staging.discardDownloads()
    progress(
      "\(manifest.title): \(located.images.count) images in \(located.folder), digest \(located.digest)")
    return located
  }

  private func write(_ text: Data, to path: String) throws(DatasetError) {
    do {
      try writeAtomically(Array(text), to: path)
    } catch {
      throw .fileSystem(action: "write", path: path, reason: error.reason)
    }
  }
}
