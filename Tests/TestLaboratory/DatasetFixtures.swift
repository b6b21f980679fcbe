import Datasets
import Digests
import Foundation
import HostSystem
import Imaging

/// A folder that goes with the test.
package final class TemporaryFolder: Sendable {
  package let path: String

  package init() throws {
    let base = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
    path = base + "/datasets-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Makes a subfolder.
  package func folder(_ name: String) throws -> String {
    let folder = path + "/" + name
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder
  }
}

/// The files of a folder, hidden ones too, sorted.
package func names(in folder: String) -> [String] {
  ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
}

package func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

package func write(_ bytes: [UInt8], to path: String) throws {
  try Data(bytes).write(to: URL(fileURLWithPath: path))
}

/// A program for the tests, which does what lines of the shell say.
///
/// Another process writes it: a file that is open for writing can't be started, and what other tests start at that moment would
/// have a file of this process open, too.
package func writeProgram(_ lines: String, to path: String) throws {
  let writing = #"printf '#!/bin/sh\n%s\n' "$1" >"$2" && chmod 755 "$2""#
  guard Program.output(of: ["sh", "-c", writing, "sh", lines, path]) != nil else {
    throw CocoaError(.fileWriteUnknown)
  }
}

package func read(_ path: String) throws -> [UInt8] {
  Array(try Data(contentsOf: URL(fileURLWithPath: path)))
}

/// A project with one data set `trio` of three small images, none of them on the disk yet.
package struct TrioProject {
  package let temporary: TemporaryFolder
  /// Listed name and content, in order.
  package let images: [(file: String, bytes: [UInt8])]

  package var root: String { temporary.path + "/project" }
  package var datasets: String { root + "/datasets" }
  package var trio: String { datasets + "/trio" }

  package init(sources: String = "[]") throws {
    temporary = try TemporaryFolder()
    images = try ["c.png", "a.png", "b.png"].enumerated().map { index, file in
      let pixels = (0..<48).map { UInt8(truncatingIfNeeded: $0 &* (7 + index)) }
      return (file, try ByteImage(width: 4, height: 4, channels: 3, pixels: pixels).pngData())
    }
    _ = try temporary.folder("project/datasets")
    try writeManifest(sources: sources)
  }

  /// Writes the manifest; `digest` replaces the SHA-256 of single files.
  package func writeManifest(sources: String, digest: [String: String] = [:]) throws {
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
  package func putImages(in folder: String, rename: (String) -> String = { $0 }) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for image in images { try write(image.bytes, to: folder + "/" + rename(image.file)) }
  }

  package func catalog(dataRoot: String? = nil, environment: [String: String] = [:]) throws -> DatasetCatalog
  {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return try DatasetCatalog(
      root: root, dataRoot: dataRoot, environment: environment.merging(["PATH": path]) { own, _ in own })
  }
}

/// The folder of this package.
package let packageRoot = URL(fileURLWithPath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

/// Lines of progress, from whatever thread.
package final class ProgressLog: @unchecked Sendable {
  private let lock = NSLock()
  private var stored: [String] = []

  /// A log without a line.
  package init() {}

  package var lines: [String] { lock.withLock { stored } }

  package func note(_ line: String) { lock.withLock { stored.append(line) } }
}

/// The photographs themselves, where `SRCNN_DATASETS` says that they are.
package enum RealDatasets {
  package static let folder = ProcessInfo.processInfo.environment["SRCNN_DATASETS"]
  package static let isRequired = ProcessInfo.processInfo.environment["SRCNN_REQUIRE_DATASETS"] == "1"
  package static let skipped = "SRCNN_DATASETS doesn't name a folder with the image sets"
}
