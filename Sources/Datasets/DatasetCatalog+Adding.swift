import Foundation
import HostSystem

extension DatasetCatalog {
  /// Takes a data set from a folder that the user has.
  ///
  /// The images of a listed set are found by their SHA-256, whatever they are called, and copied. A set that is
  /// a folder of the user's (ImageNet) stays where it is: the folder's path and the digests of its images are
  /// written down, so that a later change shows.
  ///
  /// - Throws: `DatasetError.unknown`, `.wrongWay` for a generated set, `.empty`, `.differs`, `.shadowed`,
  ///   `.fileSystem`.
  @discardableResult
  package func add(
    _ name: String, folder: String, progress: (String) -> Void = { _ in }
  ) throws(DatasetError) -> LocatedDataset {
    let manifest = try manifest(name)
    let source = URL(fileURLWithPath: folder).standardizedFileURL.path
    guard isFolder(source) else {
      throw .fileSystem(action: "read", path: source, reason: "there is no such folder")
    }
    let staging = DatasetStaging(root: writeRoot, name: name)
    return try staging.locked(progress: progress) { () throws(DatasetError) in
      try checkIsFound(name)
      let complete = try staging.emptyFolder("complete")
      switch manifest.content {
      case .listed:
        try manifest.collect(from: source, into: complete)
      case .folder:
        let index = try FolderIndex(listing: source, name: name, progress: progress)
        // What can't be read later shouldn't be added now.
        try LocatedDataset(manifest: manifest, folder: source, images: index.images).verified(
          progress: progress)
        try write(index.text, to: complete + "/" + FolderIndex.fileName)
      case .generated:
        throw .wrongWay(
          name: name, reason: "it is generated, not added: `experiments data generate \(name)` makes it")
      }
      return try install(complete, manifest, staging, progress)
    }
  }

  /// Gives a complete folder the set's name and returns the set.
  package func install(
    _ complete: String, _ manifest: DatasetManifest, _ staging: DatasetStaging, _ progress: (String) -> Void
  ) throws(DatasetError) -> LocatedDataset {
    if let replaced = try staging.install(complete) {
      progress("the folder that was there is now \(replaced)")
    }
    let located = try manifest.located(in: writeRoot + "/" + manifest.name)
    progress(
      "\(manifest.title): \(located.images.count) images in \(located.folder), digest \(located.digest)")
    return located
  }

  private func write(_ text: Data, to path: String) throws(DatasetError) {
    do {
      try text.write(to: URL(fileURLWithPath: path))
    } catch {
      throw .fileSystem(action: "write", path: path, reason: error.systemReason)
    }
  }
}
