import Digests
import Foundation
import HostSystem

/// The images of a folder of the user's as they were when it was listed: the folder's path, and every image's relative
/// path with its SHA-256, sorted by path; beside it the file's size and time, by which a change shows without
/// hashing the file again.
///
/// On disk it is a text file: the folder on the first line, then lines as `sha256sum` writes them, each with a tab, the
/// size and the time behind it. An index of an earlier version has no sizes and times.
struct FolderIndex {
  let folder: String
  let images: [ListedImage]
  /// One an image; empty if they aren't noted.
  let stamps: [FileStamp]

  /// The index's file in the set's folder.
  static let fileName = "index.sha256"

  /// Lists all images in a folder and its subfolders.
  ///
  /// - Parameter known: an earlier index of the folder; files that look as they did then aren't hashed again.
  /// - Throws: `DatasetError.empty`, `.fileSystem` if the folder can't be listed or an image can't be read.
  init(
    listing folder: String, name: String, known: FolderIndex? = nil, progress: (String) -> Void = { _ in }
  ) throws(DatasetError) {
    guard !folder.utf8.contains(0x0A) else {
      throw .fileSystem(
        action: "list", path: folder, reason: "its path has the end of a line in it; rename it")
    }
    let found = try ImageFolder(folder, isDeep: true)
    found.notes(in: folder).forEach(progress)
    let files = found.images
    guard !files.isEmpty else { throw .empty(name: name, folder: folder, isOwn: true) }
    let known = known?.byFile ?? [:]
    var images: [ListedImage] = []
    var stamps: [FileStamp] = []
    for file in files {
      let path = folder + "/" + file
      // Looked at before it is read: a change in between shows the next time.
      let stamp = FileStamp(ofFile: path) ?? FileStamp(size: -1, modified: 0)
      if let (digest, before) = known[file], before == stamp {
        images.append(ListedImage(file: file, digest: digest))
      } else {
        do {
          images.append(ListedImage(file: file, digest: .file(try sha256Hex(ofFile: path))))
        } catch {
          throw .fileSystem(action: "read", path: path, reason: error.systemReason)
        }
      }
      stamps.append(stamp)
      if images.count.isMultiple(of: 10_000) { progress("\(images.count) of \(files.count) images listed") }
    }
    (self.folder, self.images, self.stamps) = (folder, images, stamps)
  }

  /// The index in a set's folder, or nil if there is none.
  init?(inSetFolder setFolder: String) throws(DatasetError) {
    let path = setFolder + "/" + FolderIndex.fileName
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let index: FolderIndex?
    do {
      index = FolderIndex(text: Data(try readFile(path, limit: 1 << 30)))
    } catch {
      throw .fileSystem(action: "read", path: path, reason: error.systemReason)
    }
    guard let index else {
      throw .fileSystem(
        action: "read", path: path, reason: "it isn't an index of images; add the folder anew")
    }
    guard isFolder(index.folder) else {
      throw .fileSystem(
        action: "find", path: index.folder,
        reason: "no such folder; \(path) names it. Add it anew from where it is now")
    }
    self = index
  }

  /// The index in a text; nil if it isn't one.
  init?(text: Data) {
    let lines = text.split(separator: UInt8(ascii: "\n"))
    guard let first = lines.first, lines.count > 1 else { return nil }
    folder = String(decoding: first, as: UTF8.self)
    var images: [ListedImage] = []
    var stamps: [FileStamp] = []
    for line in lines.dropFirst() {
      guard line.count > 66 else { return nil }
      let digest = ImageDigest.file(String(decoding: line.prefix(64), as: UTF8.self))
      var file = line.dropFirst(66)
      if let tab = file.lastIndex(of: UInt8(ascii: "\t")) {
        let numbers = String(decoding: file[(tab + 1)...], as: UTF8.self).split(separator: " ").map {
          Int($0)
        }
        if numbers.count == 2, let size = numbers[0], let modified = numbers[1] {
          stamps.append(FileStamp(size: size, modified: modified))
          file = file[..<tab]
        }
      }
      images.append(ListedImage(file: String(decoding: file, as: UTF8.self), digest: digest))
    }
    self.images = images
    self.stamps = stamps.count == images.count ? stamps : []
  }

  var text: Data {
    var text = Data((folder + "\n").utf8)
    for (index, image) in images.enumerated() {
      let stamp = stamps.isEmpty ? "" : "\t\(stamps[index].size) \(stamps[index].modified)"
      text += Data("\(image.digest.hex)  \(image.file)\(stamp)\n".utf8)
    }
    return text
  }

  private var byFile: [String: (ImageDigest, FileStamp)] {
    Dictionary(
      zip(images, stamps).map { ($0.file, ($0.digest, $1)) }, uniquingKeysWith: { first, _ in first })
  }
}
