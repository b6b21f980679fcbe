import Datasets
import ExperimentSpecs
import Foundation
import HostSystem
import Imaging
import ProjectFiles
import RunRecords
import Scoring
import SparseCoding
import SuperResolution
import Tensors
import Wording

/// Makes images larger by a method, each to a PNG file.
package struct Upscaling: Sendable {
  /// How the luminance, or whatever the network sees, is made sharp.
  package var method: EvaluatedMethod
  /// The factor on width and height.
  package var scale: Int
  /// Threads.
  package var threads: Int

  /// Makes images `scale` times as large.
  /// - Throws: `OptionError` for a network of another factor.
  package init(method: EvaluatedMethod, scale: Int?, threads: Int) throws(OptionError) {
    self.method = method
    self.threads = threads
    let own = method.scale
    guard let own, let scale, scale != own else {
      self.scale = own ?? scale ?? 3
      return
    }
    throw OptionError(
      option: "--scale", expected: "\(own), which \(method.name) was trained for", found: "\(scale)")
  }

  /// Checks that a path is an image that can be read and is large enough, or a folder, before a method is trained to
  /// enlarge it.
  /// - Throws: `ImagingError`, `SparseCodingError.imageTooSmall`.
  package static func requireInput(_ path: String, for method: MethodSection.Name, scale: Int) throws {
    if isFolder(path) { return }
    let image = try Photo(contentsOf: path).image
    let needed = try method.leastSide(scale: scale)
    guard image.width >= needed, image.height >= needed else {
      throw SparseCodingError.imageTooSmall(width: image.width, height: image.height, needed: needed)
    }
  }

  /// Writes the enlarged version of one image to a file, or of all images of a folder into a folder.
  ///
  /// An image of a folder that can't be enlarged doesn't stop the others.
  /// - Parameters:
  ///   - force: whether files that are there already are overwritten.
  ///   - note: told what of a folder or of a file is left out, and why.
  ///   - written: told the path of each file that was written.
  /// - Throws: `ImagingError`, for a folder without images too; `UpscalingError` for images of a folder that couldn't be
  ///   enlarged; `OptionError` for a file that isn't called PNG; `ProjectError.alreadyThere`.
  package func write(
    _ input: String, to output: String, force: Bool = false, note: (String) -> Void = { _ in },
    written: (String) -> Void = { _ in }
  ) throws {
    guard isFolder(input) else {
      let path = isFolder(output) ? "\(output)/\(name(of: input))" : output
      return try write(input, named: input, to: path, force: force, note: note, written: written)
    }
    let folder = ImageFolder(input)
    folder.notes(in: input).forEach(note)
    let images = folder.images
    guard !images.isEmpty else {
      throw ImagingError.unreadable(
        path: input, reason: "expected a file, or a folder with PNG, JPEG or BMP images in it, found none")
    }
    try makeWritableFolder(output)
    // Two images whose names differ in their endings alone keep those.
    let sameStem = Dictionary(grouping: images) { fileStem($0).lowercased() }
    var failures: [String] = []
    for image in images {
      let isAlone = sameStem[fileStem(image).lowercased()]?.count == 1
      let path = "\(output)/\(name(of: isAlone ? image : image.replacing(".", with: "-") + ".png"))"
      do {
        try write("\(input)/\(image)", named: image, to: path, force: force, note: note, written: written)
      } catch let error as ProjectError {
        failures.append(error.description)
      } catch let error where exitCode(for: error) == 3 {
        failures.append(message(of: error))
      }
    }
    if !failures.isEmpty { throw UpscalingError(failures: failures, images: images.count) }
  }

  private func write(
    _ input: String, named name: String, to path: String, force: Bool, note: (String) -> Void,
    written: (String) -> Void
  ) throws {
    try requireFreePNG(path, force: force)
    let photo = try Photo(contentsOf: input)
    let others = photo.description.others.sorted()
    if !others.isEmpty { note("\(name): \(others.joined(separator: ", ")) isn't carried over") }
    try enlarged(photo, name: name).writePNG(to: path)
    written(path)
  }

  /// The photo `scale` times as large, with its profile and density; its opacity is interpolated.
  /// - Throws: as ``enlarged(_:name:)`` of an image.
  package func enlarged(_ photo: Photo, name: String = "the image") throws -> Photo {
    Photo(
      image: try enlarged(photo.image, name: name),
      alpha: photo.alpha.map { Plane($0).upscaled(by: scale).quantized() }, description: photo.description)
  }

  /// The most pixels of an enlarged image: as much as 24 bytes each fit in 1.6 GB.
  package static let pixelLimit = 1 << 26

  private func requireRoom(_ image: ByteImage, _ name: String) throws(UpscalingError) {
    // Reading has bounded the sides, and the factor is at most 4: nothing overflows.
    let pixels = image.width * image.height * scale * scale
    guard pixels <= Self.pixelLimit else {
      throw UpscalingError(
        failures: [
          "\(name): \(image.width) x \(image.height) pixels at x\(scale) are \(pixels), and at most "
            + "\(Self.pixelLimit) are made; cut it into parts or take a smaller factor"
        ], images: 1)
    }
  }

  /// The image `scale` times as large. What the network doesn't see of it is interpolated.
  /// - Parameter name: what the image is called in messages.
  /// - Throws: `ImageError` for one that an example-based method can't enlarge, `UpscalingError` for one that would be
  ///   too large.
  package func enlarged(_ image: ByteImage, name: String = "the image") throws -> ByteImage {
    try requireRoom(image, name)
    let file: WeightsFile
    switch method {
    case .bicubic:
      let channels = (0..<image.channels).map { Plane(image, channel: $0).upscaled(by: scale).quantized() }
      return interleaved(channels)
    case .model(let own, _):
      return try enlarged(image) { try own.upscaler.upscaled($0, image: name, threads: threads) }
    case .network(let own, _): file = own
    }
    switch file.channels {
    case .y: return enlarged(image) { sharp([$0.upscaled(by: scale)], file)[0] }
    case .ycbcr:
      let split = image.ycbcr()
      let channels = sharp((0..<3).map { Plane(split, channel: $0).upscaled(by: scale) }, file)
      return rgb((image.channels == 1 ? [channels[0]] : channels).map { $0.quantized() })
    case .rgb:
      let planes = (0..<3).map { Plane(image, channel: image.channels == 3 ? $0 : 0).upscaled(by: scale) }
      return interleaved(sharp(planes, file).map { $0.quantized() })
    }
  }

  /// The image with its luminance enlarged by a method, the chroma interpolated.
  private func enlarged(
    _ image: ByteImage, luminance: (Plane) throws -> Plane
  ) rethrows -> ByteImage {
    let split = image.channels == 1 ? image : image.ycbcr()
    let luma = try luminance(Plane(split))
    let chroma = (1..<split.channels).map { Plane(split, channel: $0).upscaled(by: scale) }
    return rgb(([luma] + chroma).map { $0.quantized() })
  }

  private func sharp(_ planes: [Plane], _ file: WeightsFile) -> [Plane] {
    Scoring.planes(of: file.network(tensor(of: planes), padding: file.padding.whenUsed, threads: threads))
  }

  /// Y, Cb, Cr as RGB; Y alone as gray.
  private func rgb(_ channels: [ByteImage]) -> ByteImage {
    channels.count == 1 ? channels[0] : interleaved(channels).rgbFromYCbCr()
  }

  private func name(of path: String) -> String {
    "\(fileStem(path))-x\(scale).png"
  }

  private func makeWritableFolder(_ path: String) throws(ImagingError) {
    do {
      try makeFolder(path)
    } catch {
      throw .unwritable(path: path, reason: error.reason)
    }
  }
}
