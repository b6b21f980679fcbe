import HostSystem

/// The images of a folder, and all else that is in it with the reason why it is left out: nothing is passed over without
/// a word.
package struct ImageFolder {
  /// An entry that isn't taken for an image.
  struct LeftOut: Equatable {
    /// Its path within the folder.
    let name: String
    let reason: String
  }

  /// The endings of names that are taken for images.
  static let endings: Set<String> = ["bmp", "jpg", "jpeg", "png"]

  /// And those of photos to be enlarged.
  package static let photoEndings: Set<String> = endings.union([
    "tif", "tiff", "webp", "gif", "heic", "heif", "avif",
  ])

  /// The endings of images that aren't read.
  private static let otherEndings: Set<String> = [
    "jp2", "jxl", "svg", "tga", "psd", "dng", "cr2", "nef", "arw",
  ]

  /// The images among what is left out: files of formats that aren't read.
  package var unreadImages: [String] {
    leftOut.map(\.name).filter { name in
      !name.hasPrefix(".") && Self.otherEndings.contains(name.split(separator: ".").last?.lowercased() ?? "")
    }
  }

  /// The paths of the images within the folder, sorted.
  package private(set) var images: [String] = []
  /// The others, sorted.
  private(set) var leftOut: [LeftOut] = []

  /// Looks through a folder.
  /// - Parameters:
  ///   - endings: those of images, in small letters.
  ///   - isDeep: whether through its subfolders too; links in it are never followed.
  package init(_ folder: String, endings: Set<String> = ImageFolder.endings, isDeep: Bool = false) {
    var folders = [""]
    while let inner = folders.popLast() {
      do {
        for entry in try entries(of: inner.isEmpty ? folder : "\(folder)/\(inner)") {
          let path = inner.isEmpty ? entry.name : "\(inner)/\(entry.name)"
          if let reason = Self.reason(against: entry, endings: endings, isDeep: isDeep) {
            leftOut.append(LeftOut(name: path, reason: reason))
          } else if entry.kind == .folder {
            folders.append(path)
          } else {
            images.append(path)
          }
        }
      } catch {
        leftOut.append(LeftOut(name: inner.isEmpty ? folder : inner, reason: error.reason))
      }
    }
    images.sort()
    leftOut.sort { $0.name < $1.name }
  }

  private static func reason(against entry: FolderEntry, endings: Set<String>, isDeep: Bool) -> String? {
    if entry.name.hasPrefix(".") { return "it is hidden" }
    if entry.name == "__MACOSX" { return "it is what a Mac adds to archives" }
    if !entry.isUTF8 { return "its name isn't UTF-8" }
    if entry.name.utf8.contains(0x0A) { return "its name has the end of a line in it" }
    switch entry.kind {
    case .link: return "it is a link"
    case .other: return "it is no file"
    case .folder: return isDeep ? nil : "it is a folder"
    case .file:
      let parts = entry.name.split(separator: ".", omittingEmptySubsequences: false)
      let isImage = parts.count > 1 && endings.contains(parts.last?.lowercased() ?? "")
      return isImage
        ? nil : "its name doesn't end in " + endings.sorted().map { "." + $0 }.joined(separator: ", ")
    }
  }

  /// What is left out as lines for the user: each of the first, and how many more.
  package func notes(in folder: String) -> [String] {
    let shown = leftOut.prefix(20).map { "\(folder)/\($0.name) is left out: \($0.reason)" }
    return leftOut.count > 20 ? shown + ["and \(leftOut.count - 20) more are left out"] : shown
  }
}
