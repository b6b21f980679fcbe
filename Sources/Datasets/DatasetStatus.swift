/// How a data set stands on this machine.
package struct DatasetStatus: Sendable, Equatable {
  /// What the set is.
  package let manifest: DatasetManifest
  package let state: State

  /// Whether a data set is here.
  package enum State: Sendable, Equatable {
    /// It is in this folder; the digest of a folder of the user's that wasn't indexed is nil.
    case present(folder: String, images: Int?, digest: String?)
    /// It isn't here, and is generated on its first use.
    case generatedOnUse
    /// It isn't here.
    case absent
    /// It is here but can't be used; the sentence says why.
    case unusable(String)
  }
}

extension DatasetCatalog {
  /// How every data set stands; contents are not read.
  package func list() -> [DatasetStatus] {
    manifests.map { DatasetStatus(manifest: $0, state: state(of: $0)) }
  }

  private func state(of manifest: DatasetManifest) -> DatasetStatus.State {
    guard let folder = folder(of: manifest.name) else {
      if case .generated = manifest.content { return .generatedOnUse }
      return .absent
    }
    do {
      if case .folder = manifest.content {
        guard let index = try FolderIndex(inSetFolder: folder) else {
          guard let known = notes(of: manifest.name, in: folder)?.images else {
            let found = try ImageFolder(folder, isDeep: true).images
            return .present(folder: folder, images: found.count, digest: nil)
          }
          return .present(folder: folder, images: known.count, digest: known.setDigest)
        }
        return .present(folder: index.folder, images: index.images.count, digest: index.images.setDigest)
      }
      let located = try manifest.located(in: folder)
      return .present(folder: folder, images: located.images.count, digest: located.digest)
    } catch {
      return .unusable(error.description)
    }
  }
}
