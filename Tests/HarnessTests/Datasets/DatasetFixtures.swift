import Foundation
import Imaging

@testable import Harness

/// A folder that goes with the test.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    let base = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
    path = base + "/datasets-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Makes a subfolder.
  func folder(_ name: String) throws -> String {
    let folder = path + "/" + name
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder
  }
}

/// The files of a folder, hidden ones too, sorted.
func names(in folder: String) -> [String] {
  ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
}

func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

func write(_ bytes: [UInt8], to path: String) throws {
  try Data(bytes).write(to: URL(fileURLWithPath: path))
}

func read(_ path: String) throws -> [UInt8] {
  Array(try Data(contentsOf: URL(fileURLWithPath: path)))
}

/// A project with one data set `trio` of three small images, none of them on the disk yet.
struct TrioProject {
  let temporary: TemporaryFolder
  /// Listed name and content, in order.
  let images: [(file: String, bytes: [UInt8])]

  var root: String { temporary.path + "/project" }
  var datasets: String { root + "/datasets" }
  var trio: String { datasets + "/trio" }

  init(sources: String = "[]") throws {
    temporary = try TemporaryFolder()
    images = try ["c.png", "a.png", "b.png"].enumerated().map { index, file in
      let pixels = (0..<48).map { UInt8(truncatingIfNeeded: $0 &* (7 + index)) }
      return (file, try ByteImage(width: 4, height: 4, channels: 3, pixels: pixels).pngData())
    }
    _ = try temporary.folder("project/datasets")
    try writeManifest(sources: sources)
  }

  /// Writes the manifest; `digest` replaces the SHA-256 of single files.
  func writeManifest(sources: String, digest: [String: String] = [:]) throws {
    let listed = images.map { image in
      "{ \"file\": \"\(image.file)\", \"sha256\": \"\(digest[image.file] ?? sha256Hex(of: image.bytes))\" }"
    }
    try write(
      Array(
        """
        { "dataset": 1, "name": "trio", "title": "Trio", "description": "Three images.", "publishedBy": "nobody",
          "terms": "None.", "role": "test", "luma": "ycbcr", "kind": "listed",
          "sources": \(sources), "images": [ \(listed.joined(separator: ", ")) ] }
        """.utf8), to: datasets + "/trio.json")
  }

  /// Puts the three images into a folder, under other names if `rename` says so.
  func putImages(in folder: String, rename: (String) -> String = { $0 }) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for image in images { try write(image.bytes, to: folder + "/" + rename(image.file)) }
  }

  func catalog(dataRoot: String? = nil, environment: [String: String] = [:]) throws -> DatasetCatalog {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return try DatasetCatalog(
      root: root, dataRoot: dataRoot, environment: environment.merging(["PATH": path]) { own, _ in own })
  }
}

/// The folder of this package.
let packageRoot = URL(fileURLWithPath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().path

/// Lines of progress, from whatever thread.
final class ProgressLog: @unchecked Sendable {
  private let lock = NSLock()
  private var stored: [String] = []

  var lines: [String] { lock.withLock { stored } }

  func note(_ line: String) { lock.withLock { stored.append(line) } }
}
