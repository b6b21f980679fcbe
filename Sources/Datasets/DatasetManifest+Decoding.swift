import Foundation
import HostSystem
import Wording

extension DatasetManifest {
  /// The version of the manifest format that this code reads (the value of the key `dataset`).
  package static let formatVersion = 1

  /// Reads a manifest strictly: an unknown key, a missing one or a value out of range is an error, and all
  /// of them are reported at once.
  ///
  /// - Throws: `DatasetError.manifestUnreadable`, `.manifestInvalid`.
  package init(contentsOf path: String) throws(DatasetError) {
    let document: JSON
    do {
      // The largest has 400,000 lines.
      let data = Data(try readFile(path, limit: 256 << 20))
      document = try JSONDecoder().decode(JSON.self, from: data)
    } catch {
      throw .manifestUnreadable(path: path, reason: DatasetManifest.reason(of: error))
    }
    var reader = JSONObjectReader(document, path: "")
    self.init(reading: &reader)
    reader.finish()
    let fileName = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
    if !name.isEmpty, name != fileName {
      reader.note("expected \"\(fileName)\" as the file is named, found \"\(name)\"", at: "name")
    }
    guard reader.problems.isEmpty else { throw .manifestInvalid(path: path, problems: reader.problems) }
  }

  private init(reading reader: inout JSONObjectReader) {
    _ = reader.integer("dataset", in: DatasetManifest.formatVersion...DatasetManifest.formatVersion)
    name = reader.string("name")
    title = reader.string("title")
    description = reader.string("description")
    publishedBy = reader.string("publishedBy")
    terms = reader.string("terms")
    role = reader.choice("role", else: .train)
    luma = reader.choice("luma", else: .ycbcr)
    let kind = reader.choice("kind", else: ContentKind.folder)
    notedCount = kind == .folder && reader.has("count") ? reader.integer("count", in: 1...Int.max) : nil
    notedDigest = kind == .folder && reader.has("digest") ? DatasetManifest.digest(&reader, "digest") : nil
    switch kind {
    case .listed:
      content = .listed(
        DatasetManifest.images(&reader, digestKey: "sha256"), sources: DatasetManifest.sources(&reader))
    case .folder:
      content = .folder
    case .generated:
      let generator = DatasetManifest.generator(&reader)
      let images = DatasetManifest.images(&reader, digestKey: "pixels")
      if reader.problems.isEmpty, images.map(\.file) != generator.files {
        reader.note("expected the \(generator.count) files \(generator.files[0])…, in order", at: "images")
      }
      content = .generated(images, generator)
    }
  }

  private enum ContentKind: String, CaseIterable {
    case listed, folder, generated
  }

  private static func images(_ reader: inout JSONObjectReader, digestKey: String) -> [ListedImage] {
    let elements = reader.array("images")
    if elements.isEmpty, reader.has("images") { reader.note("expected at least one image", at: "images") }
    var images: [ListedImage] = []
    var seen: Set<String> = []
    for (index, element) in elements.enumerated() {
      var entry = JSONObjectReader(element, path: "images[\(index)]")
      let file = entry.string("file")
      let hex = digest(&entry, digestKey)
      if !file.isEmpty, !isPlainFileName(file) {
        entry.note("expected a plain file name without folders, found \"\(file)\"", at: "file")
      }
      if !seen.insert(file).inserted { entry.note("\"\(file)\" is listed twice", at: "file") }
      entry.finish()
      reader.note(contentsOf: entry.problems)
      images.append(ListedImage(file: file, digest: digestKey == "pixels" ? .pixels(hex) : .file(hex)))
    }
    return images
  }

  private static func sources(_ reader: inout JSONObjectReader) -> [DatasetSource] {
    reader.array("sources").enumerated().map { index, element in
      var entry = JSONObjectReader(element, path: "sources[\(index)]")
      let url = entry.string("url")
      let kind = entry.choice("kind", else: DatasetSource.Kind.zip)
      if !url.isEmpty, !url.hasPrefix("http://"), !url.hasPrefix("https://") {
        entry.note("expected an http or https address, found \"\(url)\"", at: "url")
      }
      if kind == .files, !url.contains("{file}"), !url.contains("{stem}") {
        entry.note("expected {file} or {stem} in the address of single files", at: "url")
      }
      let names = entry.optionalString("names") ?? "{file}"
      let sha256 = entry.has("sha256") ? digest(&entry, "sha256") : nil
      entry.finish()
      reader.note(contentsOf: entry.problems)
      return DatasetSource(url: url, kind: kind, names: names, sha256: sha256)
    }
  }

  private static func generator(_ reader: inout JSONObjectReader) -> DeadLeavesGenerator {
    var outer = JSONObjectReader(reader.value("generator") ?? .object([JSON.Member]()), path: "generator")
    var entry = JSONObjectReader(
      outer.value("deadLeaves") ?? .object([JSON.Member]()), path: "generator.deadLeaves")
    let generator = DeadLeavesGenerator(
      seed: UInt64(entry.integer("seed", in: 0...Int.max)), count: entry.integer("count", in: 1...10_000),
      width: entry.integer("width", in: 16...4096), height: entry.integer("height", in: 16...4096))
    entry.finish()
    outer.finish()
    reader.note(contentsOf: outer.problems + entry.problems)
    return generator
  }

  private static func digest(_ entry: inout JSONObjectReader, _ key: String) -> String {
    let hex = entry.string(key)
    let isDigest = hex.utf8.count == 64 && hex.allSatisfy { "0123456789abcdef".contains($0) }
    if !hex.isEmpty, !isDigest {
      entry.note("expected 64 lower-case hexadecimal digits, found \"\(hex)\"", at: key)
    }
    return hex
  }

  /// Whether a name stays in the folder that it is put in.
  private static func isPlainFileName(_ name: String) -> Bool {
    !name.utf8.contains { "/\\\0".utf8.contains($0) } && !name.utf8.starts(with: ".".utf8)
  }

  private static func reason(of error: any Error) -> String {
    error is DecodingError ? "it isn't valid JSON" : error.systemReason
  }
}
