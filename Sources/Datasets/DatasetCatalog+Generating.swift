import Foundation
import Imaging
import Tensors

extension DatasetCatalog {
  /// Makes an embedded data set: dead leaves of a seeded generator, the same pixels on every machine.
  ///
  /// A set that is already here and right is left alone.
  ///
  /// - Throws: `DatasetError.unknown`, `.wrongWay` for a set that isn't generated, `.generatedDiffers`,
  ///   `.fileSystem`.
  @discardableResult
  package func generate(
    _ name: String, progress: (String) -> Void = { _ in }
  ) throws(DatasetError) -> LocatedDataset {
    let manifest = try manifest(name)
    guard case .generated(let images, let generator) = manifest.content else {
      throw .wrongWay(
        name: name,
        reason: "it consists of photographs and can't be generated; `experiments data fetch \(name)` gets it")
    }
    let staging = DatasetStaging(root: writeRoot, name: name)
    return try staging.locked(progress: progress) { () throws(DatasetError) in
      if let located = intact(name) { return located }
      try checkIsFound(name)
      progress("generating \(images.count) images of \(manifest.title)")
      let complete = try staging.emptyFolder("complete")
      for (index, listed) in images.enumerated() {
        let image = generator.image(at: index, of: name)
        guard image.pixelDigest == listed.digest.hex else {
          throw .generatedDiffers(
            name: name, file: listed.file, expected: listed.digest.hex, found: image.pixelDigest)
        }
        try write(image, to: complete + "/" + listed.file)
      }
      return try install(complete, manifest, staging, progress)
    }
  }

  private func write(_ image: ByteImage, to path: String) throws(DatasetError) {
    do {
      try image.writePNG(to: path)
    } catch {
      throw .fileSystem(action: "write", path: path, reason: "\(error)")
    }
  }
}

extension DeadLeavesGenerator {
  /// The image at an index; each has a random stream of its own.
  package func image(at index: Int, of name: String) -> ByteImage {
    var random = RandomStream(seed: seed, purpose: name, index: UInt64(index))
    return DeadLeaves(width: width, height: height).image(using: &random)
  }
}
