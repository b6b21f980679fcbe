import Digests
import Foundation
import HostSystem
import Wording

extension DatasetCatalog {
  /// Downloads a data set from the first of its public addresses that has the listed files; generates one that is
  /// generated.
  ///
  /// A set that is already here is checked and left alone. Downloads are resumed, archives are unpacked beside the
  /// sets, every file is checked by SHA-256, and the set appears as a whole or not at all.
  ///
  /// - Parameters:
  ///   - name: The set's name.
  ///   - progress: Told a line at each step, for the terminal.
  /// - Throws: `DatasetError.unknown`, `.wrongWay`, `.fetchFailed` with a line for every address, `.toolMissing`,
  ///   `.fileSystem`.
  @discardableResult
  package func fetch(
    _ name: String, progress: (String) -> Void = { _ in }
  ) throws(DatasetError) -> LocatedDataset {
    let manifest = try manifest(name)
    switch manifest.content {
    case .generated:
      return try generate(name, progress: progress)
    case .folder where manifest.noted != nil:
      throw .wrongWay(
        name: name,
        reason:
          "it is a folder of yours, without a public address; `experiments data add \(name) FOLDER` takes it")
    case .folder:
      throw .wrongWay(
        name: name,
        reason: "it can't be fetched. \(manifest.terms) Then: `experiments data add \(name) FOLDER`")
    case .listed(_, let sources):
      guard !sources.isEmpty else {
        throw .wrongWay(
          name: name, reason: "no public address is known; `experiments data add \(name) FOLDER` takes a copy"
        )
      }
    }
    let staging = DatasetStaging(root: writeRoot, name: name)
    return try staging.locked(progress: progress) { () throws(DatasetError) in
      if let located = intact(name) {
        progress(
          "\(manifest.title) is here already: \(located.folder), all \(located.images.count) files are right")
        staging.discardDownloads()
        return located
      }
      try checkIsFound(name)
      progress("terms of \(manifest.title): \(manifest.terms)")
      return try fetch(manifest, staging, progress)
    }
  }

  /// The set if it is here and every byte is right.
  func intact(_ name: String) -> LocatedDataset? {
    guard let located = try? locate(name) else { return nil }
    return try? located.verified()
  }

  private func fetch(
    _ manifest: DatasetManifest, _ staging: DatasetStaging, _ progress: (String) -> Void
  ) throws(DatasetError) -> LocatedDataset {
    let curl = try ExternalTool(anyOf: ["curl"], for: "download data sets", environment: environment)
    var attempts: [String] = []
    for source in manifest.sources {
      progress("from \(source.url)")
      let attempt = FetchAttempt(
        manifest: manifest, source: source, staging: staging, curl: curl, patience: patience,
        environment: environment)
      let complete = try staging.emptyFolder("complete")
      do {
        try attempt.run(into: complete, progress: progress)
        return try install(complete, manifest, staging, progress)
      } catch let error as DatasetError where error.isOurOwn {
        throw error
      } catch {
        attempts.append("\(source.url): \(FetchAttempt.reason(error))")
        progress("  that failed: \(FetchAttempt.reason(error))")
      }
      try staging.remove(complete)
    }
    throw .fetchFailed(name: manifest.name, attempts: attempts)
  }
}

extension DatasetError {
  /// Whether this machine is at fault, so that another address wouldn't help.
  var isOurOwn: Bool {
    switch self {
    case .toolMissing, .fileSystem: true
    default: false
    }
  }
}

/// One try to get a data set from one address.
struct FetchAttempt {
  let manifest: DatasetManifest
  let source: DatasetSource
  let staging: DatasetStaging
  let curl: ExternalTool
  let patience: Patience
  let environment: [String: String]

  /// Brings the set's files, checked, into an empty folder.
  func run(into complete: String, progress: (String) -> Void) throws {
    if source.kind == .files {
      try fetchFiles(into: complete, progress: progress)
    } else {
      try fetchArchive(into: complete, progress: progress)
    }
  }

  /// What a failed attempt says in one line.
  static func reason(_ error: any Error) -> String {
    guard case DatasetError.differs(_, _, let damaged, let missing, let listed) = error else {
      switch error {
      case DatasetError.empty: return "there are no images of the listed kind in it"
      case DatasetError.noneListed(_, _, let found, let listed):
        return "none of the \(listed) files is among the \(found.counted("image")) in it"
      default: return "\(error)"
      }
    }
    var parts: [String] = []
    if let first = damaged.first {
      parts.append(
        "\(damaged.count) of \(listed) files have other bytes than listed, such as \(first.file) "
          + "(expected SHA-256 \(first.expected), found \(first.found))")
    }
    if let first = missing.first {
      parts.append("\(missing.count) of \(listed) files aren't in it, such as \(first)")
    }
    return parts.joined(separator: "; ")
  }

  // MARK: An archive

  private func fetchArchive(into complete: String, progress: (String) -> Void) throws {
    let download = archiveDownload
    try download.run(progress: progress)
    do {
      try unpack(download.path, into: complete, progress: progress)
    } catch let error as DatasetError where error.isOurOwn {
      throw error
    } catch {
      // A damaged archive must not be what the next fetch starts from.
      download.discard()
      throw error
    }
  }

  private func unpack(_ path: String, into complete: String, progress: (String) -> Void) throws {
    if let expected = source.sha256, try sha256Hex(ofFile: path) != expected {
      progress("the archive isn't the one that was listed; its files decide")
    }
    progress("unpacking")
    let unpacked = try staging.emptyFolder("unpacked")
    defer { try? staging.remove(unpacked) }
    try Archive(
      path: path, kind: source.kind, environment: environment, mostBytes: patience.mostBytes
    ).unpack(into: unpacked)
    progress("checking \(manifest.images.count) files")
    try manifest.collect(from: unpacked, into: complete, alias: source.name(of:))
  }

  private var archiveDownload: Download {
    Download(
      url: source.url,
      path: staging.partialFolder + "/\(manifest.name)-\(addressKey).\(source.kind.rawValue)",
      curl: curl, patience: patience)
  }

  // MARK: Single files

  /// A file that is there and right is kept for the next attempt; one that is wrong is removed.
  private func fetchFiles(into complete: String, progress: (String) -> Void) throws {
    do {
      try makeFolder(filesFolder)
    } catch {
      throw DatasetError.fileSystem(action: "make the folder", path: filesFolder, reason: error.reason)
    }
    for (index, image) in manifest.images.enumerated() {
      let download = Download(
        url: source.url(of: image.file), path: filesFolder + "/" + image.file, curl: curl, patience: patience)
      try download.run { progress("\(image.file): \($0)") }
      let found = try sha256Hex(ofFile: download.path)
      guard found == image.digest.hex else {
        download.discard()
        let damaged = DatasetError.DamagedFile(file: image.file, expected: image.digest.hex, found: found)
        throw DatasetError.differs(
          name: manifest.name, folder: source.url, damaged: [damaged], missing: [],
          listed: manifest.images.count)
      }
      if (index + 1).isMultiple(of: 25) { progress("\(index + 1) of \(manifest.images.count) files") }
    }
    try manifest.collect(from: filesFolder, into: complete)
  }

  private var filesFolder: String { staging.partialFolder + "/\(manifest.name)-\(addressKey).files" }

  /// Tells the downloads of two addresses apart, so that one is never resumed from the other.
  private var addressKey: String { String(SHA256.digest(of: source.url).hex.prefix(12)) }
}
