import Digests
import Foundation

extension DatasetManifest {
  /// Copies the listed images out of a folder, whatever they are called there and however deep they lie: a
  /// file is the right one if its SHA-256 is. Checks the copies.
  ///
  /// - Parameters:
  ///   - folder: Where to look.
  ///   - destination: An existing folder that the images are put in under their listed names.
  ///   - alias: What a listed file is called in `folder`, to tell one that has changed from a missing one.
  /// - Throws: `DatasetError.empty`, `.noneListed`, `.differs`, `.fileSystem`.
  func collect(
    from folder: String, into destination: String, alias: (String) -> String = { $0 }
  ) throws(DatasetError) {
    let extensions = Set(images.map { ($0.file as NSString).pathExtension.lowercased() })
    let candidates = try ImageFolder(folder, endings: extensions, isDeep: true).images
    guard !candidates.isEmpty else { throw without(in: folder, of: images.count) }
    var fileByDigest: [String: String] = [:]
    var digestByName: [String: String] = [:]
    for file in candidates {
      do {
        let digest = try sha256Hex(ofFile: folder + "/" + file)
        if fileByDigest[digest] == nil { fileByDigest[digest] = file }
        digestByName[(file as NSString).lastPathComponent] = digest
      } catch {
        throw .fileSystem(action: "read", path: folder + "/" + file, reason: error.systemReason)
      }
    }
    try compare(with: fileByDigest, names: digestByName, folder: folder, alias: alias)
    for image in images {
      guard let file = fileByDigest[image.digest.hex] else { continue }
      try copy(folder + "/" + file, to: destination + "/" + image.file)
    }
    try LocatedDataset(manifest: self, folder: destination, images: images).verified()
  }

  private func compare(
    with files: [String: String], names: [String: String], folder: String, alias: (String) -> String
  ) throws(DatasetError) {
    var damaged: [DatasetError.DamagedFile] = []
    var missing: [String] = []
    for image in images where files[image.digest.hex] == nil {
      let called = (alias(image.file) as NSString).lastPathComponent
      if let found = names[called] ?? names[image.file] {
        damaged.append(.init(file: image.file, expected: image.digest.hex, found: found))
      } else {
        missing.append(image.file)
      }
    }
    guard missing.count < images.count else { throw without(in: folder, of: images.count) }
    guard damaged.isEmpty, missing.isEmpty else {
      throw .differs(name: name, folder: folder, damaged: damaged, missing: missing, listed: images.count)
    }
  }

  /// What is wrong with a folder that has none of the listed images: it has others, or none at all.
  func without(in folder: String, of listed: Int) -> DatasetError {
    let found = try? ImageFolder(folder, endings: ImageFolder.photoEndings, isDeep: true).images.count
    guard let found, found > 0 else { return .empty(name: name, folder: folder) }
    return .noneListed(name: name, folder: folder, found: found, listed: listed)
  }

  private func copy(_ path: String, to destination: String) throws(DatasetError) {
    do {
      try FileManager.default.copyItem(atPath: path, toPath: destination)
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: destination)
    } catch {
      throw .fileSystem(action: "copy \(path) to", path: destination, reason: error.systemReason)
    }
  }
}
