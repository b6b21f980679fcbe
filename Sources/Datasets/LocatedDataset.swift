import Digests
import Foundation
import HostSystem
import Imaging

/// A data set that was found on this machine, with the images that it must consist of.
///
/// Finding a set compares names only. `loadImages` and `verified` compare every byte; `requireUntouched` reads the files
/// that don't look as they did.
package struct LocatedDataset: Sendable, Equatable {
  /// What the set is.
  package let manifest: DatasetManifest
  /// The folder that the images' names are relative to.
  package let folder: String
  /// The images in order.
  package let images: [ListedImage]
  /// The set's digest: SHA-256 over the images' digests in order, 64 hexadecimal digits.
  package let digest: String

  /// What the system said of each file when it was listed; empty where that isn't noted.
  let stamps: [FileStamp]

  package init(manifest: DatasetManifest, folder: String, images: [ListedImage], stamps: [FileStamp] = []) {
    self.manifest = manifest
    self.folder = folder
    self.images = images
    self.stamps = stamps
    digest = images.setDigest
  }

  /// The set's name.
  package var name: String { manifest.name }

  /// The paths of the images in order.
  package var files: [String] { images.map(path(of:)) }

  /// The first `count` images (nil: all) in order, each checked against its digest before it is given out.
  ///
  /// - Throws: `DatasetError.differs` if a file is missing or has changed, `.undecodable`.
  package func loadImages(first count: Int? = nil) throws(DatasetError) -> [(name: String, image: ByteImage)]
  {
    var loaded: [(name: String, image: ByteImage)] = []
    var unreadable: [DatasetError.UnreadableFile] = []
    let names = imageNames
    for (index, image) in images.prefix(count ?? images.count).enumerated() {
      do {
        loaded.append((names[index], try load(image)))
      } catch .undecodable(_, let file, let reason) {
        unreadable.append(.init(file: file, reason: reason))
      } catch {
        throw error
      }
    }
    try requireNone(unreadable)
    return loaded
  }

  /// What the images are called in tables: their stems, or where several have one, what tells them apart of their paths.
  package var imageNames: [String] {
    func withoutEnding(_ image: ListedImage) -> String {
      let folders = image.file.split(separator: "/").dropLast().map { $0 + "/" }.joined()
      return folders + image.name
    }
    let forms: [(ListedImage) -> String] = [\.name, withoutEnding, \.file]
    let counts = forms.map { form in images.reduce(into: [:]) { $0[form($1), default: 0] += 1 } }
    return images.map { image in
      forms.indices.first { counts[$0][forms[$0](image)] == 1 }.map { forms[$0](image) } ?? image.file
    }
  }

  private func requireNone(_ unreadable: [DatasetError.UnreadableFile]) throws(DatasetError) {
    guard let first = unreadable.first else { return }
    if unreadable.count == 1 { throw .undecodable(name: name, file: first.file, reason: first.reason) }
    throw .severalUndecodable(unreadable)
  }

  /// One image, checked against its digest.
  ///
  /// - Throws: `DatasetError.differs` if the file is missing or has changed, `.undecodable`.
  package func image(at index: Int) throws(DatasetError) -> ByteImage { try load(images[index]) }

  /// Checks every image against its digest, and that it can be read as an image.
  ///
  /// - Throws: `DatasetError.differs` with all files that are missing or have changed, `.undecodable` or
  ///   `.severalUndecodable` with all that can't be read.
  /// - Complexity: O(bytes of the set).
  @discardableResult
  package func verified(progress: (String) -> Void = { _ in }) throws(DatasetError) -> LocatedDataset {
    try verify(images.indices, progress)
    var unreadable: [DatasetError.UnreadableFile] = []
    for (done, image) in images.enumerated() {
      if done > 0, done.isMultiple(of: 10_000) { progress("\(done) of \(images.count) images read") }
      do {
        _ = try ByteImage(contentsOf: path(of: image))
      } catch {
        unreadable.append(.init(file: path(of: image), reason: error.description))
      }
    }
    try requireNone(unreadable)
    return self
  }

  /// Checks those of the first `count` files whose size or time isn't what was noted when they were listed; without
  /// such notes, none.
  ///
  /// - Throws: `DatasetError.differs` with all files that are missing or have changed, `.undecodable`.
  package func requireUntouched(first count: Int) throws(DatasetError) {
    let touched = zip(images.indices, stamps).prefix(count).filter { index, stamp in
      FileStamp(ofFile: path(of: images[index])) != stamp
    }
    try verify(touched.map(\.0)) { _ in }
  }

  private func verify(
    _ indices: some Collection<Int>, _ progress: (String) -> Void
  ) throws(DatasetError) {
    var damaged: [DatasetError.DamagedFile] = []
    var missing: [String] = []
    for (done, index) in indices.enumerated() {
      if done > 0, done.isMultiple(of: 10_000) { progress("\(done) of \(indices.count) images checked") }
      let image = images[index]
      guard FileManager.default.fileExists(atPath: path(of: image)) else {
        missing.append(image.file)
        continue
      }
      let found = try digest(of: image)
      if found != image.digest.hex {
        damaged.append(.init(file: image.file, expected: image.digest.hex, found: found))
      }
    }
    guard damaged.isEmpty, missing.isEmpty else {
      throw .differs(
        name: name, folder: folder, damaged: damaged, missing: missing, listed: images.count)
    }
  }

  private func path(of image: ListedImage) -> String { folder + "/" + image.file }

  /// The digest of the image as it lies there, of the kind that is listed.
  private func digest(of image: ListedImage) throws(DatasetError) -> String {
    do {
      switch image.digest {
      case .file: return try sha256Hex(ofFile: path(of: image))
      case .pixels: return try ByteImage(contentsOf: path(of: image)).pixelDigest
      }
    } catch let error as ImagingError {
      throw .undecodable(name: name, file: path(of: image), reason: error.description)
    } catch {
      throw .fileSystem(action: "read", path: path(of: image), reason: error.systemReason)
    }
  }

  /// The image from the very bytes that were checked.
  private func load(_ image: ListedImage) throws(DatasetError) -> ByteImage {
    let content: [UInt8]
    do {
      content = try readFile(path(of: image), limit: 1 << 30)
    } catch {
      guard FileManager.default.fileExists(atPath: path(of: image)) else {
        throw .differs(name: name, folder: folder, damaged: [], missing: [image.file], listed: images.count)
      }
      throw .fileSystem(action: "read", path: path(of: image), reason: error.reason)
    }
    if case .file(let expected) = image.digest {
      try check(sha256Hex(of: content), is: expected, image)
    }
    let decoded: ByteImage
    do {
      decoded = try ByteImage(decoding: content, path: path(of: image))
    } catch {
      throw .undecodable(name: name, file: path(of: image), reason: error.description)
    }
    if case .pixels(let expected) = image.digest { try check(decoded.pixelDigest, is: expected, image) }
    return decoded
  }

  private func check(_ found: String, is expected: String, _ image: ListedImage) throws(DatasetError) {
    guard found != expected else { return }
    let damaged = DatasetError.DamagedFile(file: image.file, expected: expected, found: found)
    throw .differs(name: name, folder: folder, damaged: [damaged], missing: [], listed: images.count)
  }
}

extension ByteImage {
  /// The SHA-256 over "WIDTHxHEIGHTxCHANNELS\n" and the pixels: the same however the file is compressed.
  var pixelDigest: String {
    sha256Hex(of: Array("\(width)x\(height)x\(channels)\n".utf8) + pixels)
  }
}
