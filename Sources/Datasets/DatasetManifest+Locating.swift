import Foundation

extension DatasetManifest {
  /// The set in a folder that is said to hold it.
  ///
  /// - Throws: `DatasetError.empty`, `.noneListed`, `.differs` if some listed files are missing, `.fileSystem`.
  package func located(in folder: String) throws(DatasetError) -> LocatedDataset {
    switch content {
    case .listed(let images, _), .generated(let images, _):
      let present = Set((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      guard images.contains(where: { present.contains($0.file) }) else {
        throw without(in: folder, of: images.count)
      }
      let missing = images.map(\.file).filter { !present.contains($0) }
      guard missing.isEmpty else {
        throw .differs(name: name, folder: folder, damaged: [], missing: missing, listed: images.count)
      }
      return LocatedDataset(manifest: self, folder: folder, images: images)
    case .folder:
      let noted = try FolderIndex(inSetFolder: folder)
      let index = if let noted { noted } else { try FolderIndex(listing: folder, name: name) }
      return LocatedDataset(manifest: self, folder: index.folder, images: index.images, stamps: index.stamps)
    }
  }
}
