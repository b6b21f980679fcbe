import HostSystem

/// The images of a folder, and all else that is in it with the reason why it is left out: nothing is passed over without
/// a word.
package struct ImageFolder {
  /// An entry that isn't taken for an image.
  package struct LeftOut: Equatable {
    /// Its path within the folder.
    package let name: String
    package let isFolder: Bool
    /// Why, and what to do.
    package let reason: String
  }

  /// The endings of names that are taken for images.
  static let endings: Set<String> = ["bmp", "jpg", "jpeg", "png"]

  /// And those of photos to be enlarged.
  package static let photoEndings: Set<String> = endings.union(otherNames).union([
    "tif", "tiff", "webp", "gif", "heic", "heif", "avif",
  ])

  /// Rare endings of JPEG files.
  private static let otherNames: Set<String> = ["jpe", "jfif"]

  /// The endings of images that aren't read.
  private static let otherEndings: Set<String> = [
    "jp2", "j2k", "jxl", "svg", "tga", "psd", "exr", "ppm", "pgm", "dng", "cr2", "cr3", "nef", "arw", "orf",
    "raf", "rw2",
  ]

  /// What is left out and may be missed: subfolders, and what an image is called like. Nothing that is hidden.
  package var missed: [LeftOut] {
    leftOut.filter { entry in
      let name = entry.name.split(separator: "/").last.map(String.init) ?? entry.name
      if name.hasPrefix(".") || name == Self.archiveFolder { return false }
      let ending = Self.ending(of: name)
      return entry.isFolder || Self.photoEndings.contains(ending) || Self.otherEndings.contains(ending)
    }
  }

  /// What is behind the last dot, in small letters; empty if there is none.
  private static func ending(of name: String) -> String {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count > 1 ? parts.last?.lowercased() ?? "" : ""
  }

  private static let archiveFolder = "__MACOSX"

  /// The paths of the images within the folder, sorted.
  package private(set) var images: [String] = []
  /// The others, sorted.
  private(set) var leftOut: [LeftOut] = []

  /// Looks through a folder.
  /// - Parameters:
  ///   - endings: those of images, in small letters.
  ///   - isDeep: whether through its subfolders too; links in it are never followed.
  /// - Throws: `DatasetError.fileSystem` if it can't be listed; a subfolder that can't be is left out.
  package init(
    _ folder: String, endings: Set<String> = ImageFolder.endings, isDeep: Bool = false
  ) throws(DatasetError) {
    var folders = [""]
    while let inner = folders.popLast() {
      do {
        for entry in try entries(of: inner.isEmpty ? folder : "\(folder)/\(inner)") {
          let path = inner.isEmpty ? entry.name : "\(inner)/\(entry.name)"
          if let reason = Self.reason(against: entry, endings: endings, isDeep: isDeep) {
            leftOut.append(LeftOut(name: path, isFolder: entry.kind == .folder, reason: reason))
          } else if entry.kind == .folder {
            folders.append(path)
          } else {
            images.append(path)
          }
        }
      } catch {
        guard !inner.isEmpty else { throw .fileSystem(action: "list", path: folder, reason: error.reason) }
        leftOut.append(LeftOut(name: inner, isFolder: true, reason: error.reason))
      }
    }
    images.sort()
    leftOut.sort { $0.name < $1.name }
  }

  private static func reason(against entry: FolderEntry, endings: Set<String>, isDeep: Bool) -> String? {
    if entry.name.hasPrefix(".") { return "it is hidden" }
    if entry.name == archiveFolder { return "it is what a Mac adds to archives" }
    if !entry.isUTF8 { return "its name isn't UTF-8" }
    if entry.name.utf8.contains(0x0A) { return "its name has the end of a line in it" }
    switch entry.kind {
    case .link: return "it is a link"
    case .other: return "it is no file"
    case .folder: return isDeep ? nil : "it is a folder; name it by itself"
    case .file:
      let ending = ending(of: entry.name)
      if endings.contains(ending) { return nil }
      let isOtherFormat = otherEndings.union(photoEndings).subtracting(otherNames).contains(ending)
      return isOtherFormat
        ? "its format isn't read here; convert it to PNG first, by any program that reads .\(ending)"
        : "its name doesn't end in " + endings.sorted().map { "." + $0 }.joined(separator: ", ")
    }
  }

  /// The same without a subfolder that nobody is to hear of.
  package func without(subfolder isHidden: (String) -> Bool) -> ImageFolder {
    var folder = self
    folder.leftOut.removeAll { $0.isFolder && isHidden($0.name) }
    return folder
  }

  /// What is left out as lines for the user: each of the first, and how many more.
  /// - Parameter ofMissed: whether what may be missed is among them.
  package func notes(in folder: String, ofMissed: Bool = true) -> [String] {
    let untold = Set(ofMissed ? [] : missed.map(\.name))
    let told = leftOut.filter { !untold.contains($0.name) }
    let shown = told.prefix(20).map { "\(folder)/\($0.name) is left out: \($0.reason)" }
    return told.count > 20 ? shown + ["and \(told.count - 20) more are left out"] : shown
  }
}
