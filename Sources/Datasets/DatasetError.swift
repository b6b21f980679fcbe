import Wording

/// What can be wrong with a data set: it isn't there, it is damaged, or it can't be had.
package enum DatasetError: CommandError, Equatable {
  /// A manifest can't be read or isn't JSON.
  case manifestUnreadable(path: String, reason: String)
  /// A manifest breaks the format; each problem begins with its key.
  case manifestInvalid(path: String, problems: [String])
  case noManifests(folder: String)
  /// A name that no manifest has.
  case unknown(name: String, known: [String], searched: [String])
  /// A set that lies in none of the folders that were looked through.
  case missing(name: String, title: String, isFolder: Bool, searched: [String])
  /// Several such sets; `fetchable` are those that have public addresses.
  case severalMissing(names: [String], fetchable: [String], searched: [String])
  /// A folder without any image in it, of a listed set or of the user's own images.
  case empty(name: String, folder: String, isOwn: Bool = false)
  /// A folder with images, none of which is one of the set's.
  case noneListed(name: String, folder: String, found: Int, listed: Int)
  /// Files that are missing or whose bytes aren't the listed ones.
  case differs(name: String, folder: String, damaged: [DamagedFile], missing: [String], listed: Int)
  /// A folder that would be taken before the one that the set is about to be put in.
  case shadowed(name: String, by: String, target: String)
  /// A file that no codec can read as an image.
  case undecodable(name: String, file: String, reason: String)
  /// Files of a set that no codec can read as images.
  case severalUndecodable([UnreadableFile])
  /// An image in a cache isn't what was written; the cache is removed.
  case cacheDamaged(path: String, image: Int)
  /// A set that can't be had in the way that was asked for; the reason says in which.
  case wrongWay(name: String, reason: String)
  /// No source worked; one line for each attempt.
  case fetchFailed(name: String, attempts: [String])
  /// The generator made other pixels than the manifest lists.
  case generatedDiffers(name: String, file: String, expected: String, found: String)
  /// A program that is needed isn't installed.
  case toolMissing(tools: [String], purpose: String)
  /// The file system refused something.
  case fileSystem(action: String, path: String, reason: String)

  /// A file whose content isn't the listed one.
  package struct DamagedFile: Sendable, Equatable {
    /// The listed name.
    package let file: String
    /// The listed SHA-256.
    package let expected: String
    /// The SHA-256 found.
    package let found: String
  }

  /// A file that can't be read as an image.
  package struct UnreadableFile: Sendable, Equatable {
    /// Its path.
    package let file: String
    /// What the codec says.
    package let reason: String

    /// A file and why it can't be read.
    package init(file: String, reason: String) {
      (self.file, self.reason) = (file, reason)
    }
  }

  /// The exit code of a command that ends with this error: 2 for a wrong name, 3 for data missing or damaged.
  package var exitCode: Int32 {
    if case .unknown = self { 2 } else { 3 }
  }
}

extension DatasetError: CustomStringConvertible {
  /// The whole message: what, where, expected, found, what to do.
  package var description: String {
    switch self {
    case .manifestUnreadable(let path, let reason):
      "data-set manifest \(path) can't be read: \(reason)"
    case .manifestInvalid(let path, let problems):
      "data-set manifest \(path) is invalid:\n" + problems.map { "  \($0)" }.joined(separator: "\n")
    case .noManifests(let folder):
      "\(folder) has no data-set manifests (*.json); run this inside the project, or give its folder with --root"
    case .unknown(let name, let known, let searched):
      "no data set is called '\(name)'\(nearest(to: name, among: known).map { " (did you mean '\($0)'?)" } ?? ""); there "
        + "are: \(known.joined(separator: ", ")). `experiments data add \(name) FOLDER` makes one of a folder that you have; "
        + "manifests are looked for in \(searched.joined(separator: ", "))"
    case .missing(let name, let title, let isFolder, let searched):
      DatasetError.missingText(name, title, isFolder, searched)
    case .severalMissing(let names, let fetchable, let searched):
      DatasetError.severalMissingText(names, fetchable, searched)
    case .empty(let name, let folder, let isOwn):
      "data set '\(name)': \(folder) has no images in it, of PNG, JPEG or BMP (convert others to PNG first); "
        + (isOwn
          ? "put some into it, or name another folder" : "\(DatasetError.remedy(name)), or remove the folder")
    case .noneListed(let name, let folder, let found, let listed):
      "data set '\(name)': none of its \(listed.counted("image")) is among the \(found) in \(folder); "
        + "\(DatasetError.remedy(name)); other images make a set under a name that no set has"
    case .differs(let name, let folder, let damaged, let missing, let listed):
      DatasetError.differsText(name, folder, damaged, missing, listed)
    case .shadowed(let name, let other, let target):
      "data set '\(name)' would be put in \(target), but \(other) comes before it. If `experiments data verify "
        + "\(name)` finds that one right, there is nothing to do; otherwise remove it or put it right, or name its parent "
        + "folder with --data-root to have it replaced"
    case .undecodable(let name, let file, let reason):
      "data set '\(name)': \(file) can't be read as an image: \(reason)"
    case .severalUndecodable(let files):
      DatasetError.severalUndecodableText(files)
    case .cacheDamaged(let path, let image):
      "\(path), made of the training images, is damaged at image \(image) and was removed. The same command makes it "
        + "anew and goes on; if that happens again, look into the disk"
    case .wrongWay(let name, let reason):
      "data set '\(name)': \(reason)"
    case .fetchFailed(let name, let attempts):
      "data set '\(name)' could not be fetched; what was tried:\n"
        + attempts.map { "  \($0)" }.joined(separator: "\n")
        + "\nIf you have a copy: `experiments data add \(name) FOLDER`"
    case .generatedDiffers(let name, let file, let expected, let found):
      "data set '\(name)': the generator made other pixels than listed: \(file) expected \(expected), "
        + "found \(found); results would not be comparable, so the set wasn't kept. Please report this"
    case .toolMissing(let tools, let purpose):
      "\(tools.joined(separator: " or ")) is needed to \(purpose), and isn't installed; `make deps` installs it"
    case .fileSystem(let action, let path, let reason):
      "can't \(action) \(path): \(reason)"
    }
  }

  private static func remedy(_ name: String) -> String {
    "get the set with `experiments data fetch \(name)` or `experiments data add \(name) FOLDER`"
  }

  private static func missingText(_ name: String, _ title: String, _ isFolder: Bool, _ searched: [String])
    -> String
  {
    let fetch =
      isFolder
      ? "" : "\n  1. `experiments data fetch \(name)` downloads it from its public addresses;"
    return """
      data set '\(name)' (\(title)) isn't here; looked in \(searched.joined(separator: ", ")). To get it:\(fetch)
        \(isFolder ? 1 : 2). `experiments data add \(name) FOLDER` takes a copy that you have;
        \(isFolder ? 2 : 3). --data-root or SRCNN_DATASETS names a folder with a subfolder \(name)/.
      \(embeddedText)
      """
  }

  private static func severalMissingText(_ names: [String], _ fetchable: [String], _ searched: [String])
    -> String
  {
    let fetch =
      fetchable.isEmpty
      ? ""
      : "\n  `experiments data fetch \(fetchable.joined(separator: " "))` downloads from public addresses;"
    return """
      data sets \(names.map { "'\($0)'" }.joined(separator: ", ")) aren't here; looked in \
      \(searched.joined(separator: ", ")). To get them:\(fetch)
        `experiments data add NAME FOLDER` takes a copy that you have;
        --data-root or SRCNN_DATASETS names a folder with subfolders of these names.
      \(embeddedText)
      """
  }

  private static func severalUndecodableText(_ files: [UnreadableFile]) -> String {
    let lines = files.prefix(20).map { "  \($0.file): \($0.reason.without(prefix: $0.file + ": "))" }
    let rest = files.count > lines.count ? ["  and \(files.count - lines.count) more"] : []
    return
      (["\(files.count) files can't be read as images:"] + lines + rest + [
        "  Repair them or take them out of the folder; a set that was added has to be added again, by "
          + "`experiments data add NAME FOLDER`"
      ]).joined(separator: "\n")
  }

  private static let embeddedText =
    "Or go on with the embedded images: `--profile demo` for specs and --method, `eval --test leaves-test`."

  private static func differsText(
    _ name: String, _ folder: String, _ damaged: [DamagedFile], _ missing: [String], _ listed: Int
  ) -> String {
    var lines = ["data set '\(name)' in \(folder) isn't the listed one:"]
    lines += damaged.prefix(5).map {
      "  \($0.file) has changed: expected SHA-256 \($0.expected), found \($0.found)"
    }
    if damaged.count > 5 { lines.append("  and \(damaged.count - 5) more have changed") }
    if !missing.isEmpty {
      let names = missing.prefix(5).joined(separator: ", ") + (missing.count > 5 ? ", …" : "")
      lines.append("  \(missing.count) of \(listed) files are missing: \(names)")
    }
    lines.append("  To put it right, \(remedy(name))")
    return lines.joined(separator: "\n")
  }
}
