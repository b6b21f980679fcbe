import Foundation

extension DatasetManifest {
  /// The set in a folder that is said to hold it.
  ///
  /// - Throws: `DatasetError.empty`, `.differs` if listed files are missing, `.fileSystem`.
  func located(in folder: String) throws(DatasetError) -> LocatedDataset {
    switch content {
    case .listed(let images, _), .generated(let images, _):
      let present = Set((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      guard images.contains(where: { present.contains($0.file) }) else {
        throw .empty(name: name, folder: folder)
      }
      let missing = images.map(\.file).filter { !present.contains($0) }
      guard missing.isEmpty else {
        throw .differs(name: name, folder: folder, damaged: [], missing: missing, listed: images.count)
      }
      return LocatedDataset(manifest: self, folder: folder, images: images)
    case .folder:
      if let index = try FolderIndex(readingFrom: folder) {
        return LocatedDataset(manifest: self, folder: index.folder, images: index.images)
      }
      let images = try FolderIndex(hashing: folder, name: name, progress: { _ in }).images
      return LocatedDataset(manifest: self, folder: folder, images: images)
    }
  }
}

/// The images of a folder of the user's as they were when it was added: the folder's path, and every image's
/// relative path with its SHA-256, sorted by path.
///
/// On disk it is a text file: the folder on the first line, then lines as `sha256sum` writes them.
struct FolderIndex {
  let folder: String
  let images: [ListedImage]

  /// The index's file in the set's folder.
  static let fileName = "index.sha256"

  /// The names that are taken for images.
  static let imageExtensions: Set<String> = ["bmp", "jpg", "jpeg", "png"]

  /// Hashes all images in a folder and its subfolders.
  init(hashing folder: String, name: String, progress: (String) -> Void) throws(DatasetError) {
    let files = imageFiles(in: folder, extensions: FolderIndex.imageExtensions)
    guard !files.isEmpty else { throw .empty(name: name, folder: folder) }
    var images: [ListedImage] = []
    for file in files {
      do {
        images.append(ListedImage(file: file, digest: .file(try sha256Hex(ofFile: folder + "/" + file))))
      } catch {
        throw .fileSystem(action: "read", path: folder + "/" + file, reason: error.localizedDescription)
      }
      if images.count.isMultiple(of: 10_000) { progress("\(images.count) of \(files.count) images listed") }
    }
    self.folder = folder
    self.images = images
  }

  /// The index in a set's folder, or nil if there is none.
  init?(readingFrom setFolder: String) throws(DatasetError) {
    let path = setFolder + "/" + FolderIndex.fileName
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let text: String
    do {
      text = try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw .fileSystem(action: "read", path: path, reason: error.localizedDescription)
    }
    let lines = text.split(separator: "\n")
    folder = lines.first.map { String($0) } ?? ""
    images = lines.dropFirst().map { line in
      ListedImage(file: String(line.dropFirst(66)), digest: .file(String(line.prefix(64))))
    }
    guard !images.isEmpty, isFolder(folder) else {
      throw .fileSystem(
        action: "find", path: folder,
        reason: "no such folder; \(path) names it. Add it anew from where it is now")
    }
  }

  /// The index as text.
  var text: String {
    folder + "\n" + images.map { "\($0.digest.hex)  \($0.file)\n" }.joined()
  }
}

/// The relative paths of the regular files in a folder and its subfolders that have one of the extensions,
/// sorted; links in the folder are not followed, hidden files are left out.
func imageFiles(in folder: String, extensions: Set<String>) -> [String] {
  let root = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
  guard let walk = FileManager.default.enumerator(atPath: root) else { return [] }
  var files: [String] = []
  for case let file as String in walk {
    guard extensions.contains((file as NSString).pathExtension.lowercased()) else { continue }
    guard !file.split(separator: "/").contains(where: { $0.hasPrefix(".") || $0 == "__MACOSX" }) else {
      continue
    }
    let attributes = try? FileManager.default.attributesOfItem(atPath: root + "/" + file)
    if attributes?[.type] as? FileAttributeType == .typeRegular { files.append(file) }
  }
  return files.sorted()
}
