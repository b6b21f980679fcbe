import Datasets
import Foundation
import HostSystem
import Imaging
import ProjectFiles
import RunRecords
import Scoring
import SuperResolution
import Tensors
import Wording

/// Makes images larger by a method, each to a file.
package struct Upscaling: Sendable {
  /// How the luminance, or whatever the network sees, is made sharp.
  package var method: EvaluatedMethod
  /// The factor on width and height.
  package var scale: Int
  /// The factor that is left in the end: where it isn't the other, the image is resized by bicubic interpolation.
  package private(set) var factor: Double
  package var threads: Int

  /// Makes images `scale` times as large.
  /// - Throws: `OptionError` for a network of another factor.
  package init(method: EvaluatedMethod, scale: Int?, threads: Int) throws(OptionError) {
    self.method = method
    self.threads = threads
    let own = method.scale
    guard let own, let scale, scale != own else {
      self.scale = own ?? scale ?? 3
      factor = Double(self.scale)
      return
    }
    throw OptionError(
      option: "--scale", expected: "\(own), which \(method.name) was trained for", found: "\(scale)")
  }

  /// Makes images `factor` times as large: by the method's own factor or, if it has none, by the next whole one, and resized
  /// where that is another. nil is for the method's own, or 3.
  /// - Throws: `OptionError` for a factor that isn't above 1 and at most 4.
  package init(method: EvaluatedMethod, factor: Double?, threads: Int) throws(OptionError) {
    if let factor, !(factor > 1 && factor <= 4) {
      throw OptionError(option: "--scale", expected: "a number above 1 and up to 4", found: "\(factor)")
    }
    let whole = method.scale ?? factor.map(Self.scale(for:)) ?? 3
    try self.init(method: method, scale: whole, threads: threads)
    self.factor = factor ?? Double(whole)
  }

  /// The network or method of a name for a factor: that which its file says is its own, whatever it is used for.
  /// - Throws: as `Project.method(named:scale:)`.
  package static func network(
    named name: String, in project: Project, factor: Double?
  ) throws -> EvaluatedMethod {
    guard let factor else { return try project.method(named: name, scale: nil) }
    do {
      return try project.method(named: name, scale: nil)
    } catch NetworkImportError.unknownScale {
      return try project.method(named: name, scale: scale(for: factor))
    }
  }

  /// The whole factor that an image is enlarged by for one that may lie between.
  package static func scale(for factor: Double) -> Int { max(2, Int(factor.rounded(.up))) }

  static func length(_ length: Int, times factor: Double) -> Int {
    Int((Double(length) * factor).rounded())
  }

  /// Writes the enlarged version of one image to a file, or of all images of a folder into a folder.
  ///
  /// An image of a folder that can't be enlarged, or that its format can't hold, doesn't stop the others; a disk that takes
  /// no more does.
  /// - Parameters:
  ///   - files: how files are written.
  ///   - note: told what of a folder or of a file is left out, and why.
  ///   - progress: told what is being enlarged, and the percentage of it that is done.
  ///   - written: told the path of each file that was written.
  /// - Throws: `ImagingError`, for a folder without images too; `DatasetError` for one that can't be listed;
  ///   `UpscalingError` for images of a folder that couldn't be enlarged, and for subfolders; `OptionError` for a file
  ///   whose name says no format, or that is one of those that are read; `ProjectError.alreadyThere`.
  package func write(
    _ input: String, to output: String, files: Files = Files(), note: (String) -> Void = { _ in },
    progress: (String, Int) -> Void = { _, _ in }, written: (String) -> Void = { _ in }
  ) throws {
    guard isFolder(input) else {
      let path = isFolder(output) ? "\(output)/\(name(of: input, files.format))" : output
      try requireOther(path, than: input)
      return try write(
        input, named: input, to: path, files, note: note, progress: progress, written: written)
    }
    let folder = try Self.photos(in: input, note: note).without { holds("\(input)/\($0)", output) }
    // What is missed is told at the end.
    folder.notes(in: input, ofMissed: false).forEach(note)
    let (images, missed) = (folder.images, folder.missed)
    let paths = paths(of: images, in: output, files.format)
    // Otherwise one that is there is left alone, whatever it is.
    if files.force { try requireOthers(paths, than: images.map { "\(input)/\($0)" }) }
    try Self.makeWritableFolder(output)
    var failures = missed.map { "\(input)/\($0.name): \($0.reason)" }
    for (index, (image, path)) in zip(images, paths).enumerated() {
      do {
        try write(
          "\(input)/\(image)", named: image, to: path, files, note: note,
          progress: { progress("\(index + 1) of \(images.count), \($0)", $1) }, written: written)
      } catch let error where isOfOneImage(error) || isRefusedAlone(path, in: output) {
        failures.append(message(of: error))
      }
    }
    if !failures.isEmpty {
      throw UpscalingError(
        failures: failures, images: images.count + missed.count,
        hasFolders: missed.contains(where: \.isFolder))
    }
    if images.count > 1 { note("\(images.count) images are enlarged") }
  }

  /// Where the images of a folder are written to. Two whose names differ in their endings alone keep those.
  private func paths(of images: [String], in folder: String, _ format: PhotoFormat) -> [String] {
    let sameStem = Dictionary(grouping: images) { fileStem($0).lowercased() }
    return images.map { image in
      let isAlone = sameStem[fileStem(image).lowercased()]?.count == 1
      let stem = isAlone ? image : image.replacing(".", with: "-") + ".png"
      return "\(folder)/\(name(of: stem, format))"
    }
  }

  private func write(
    _ input: String, named name: String, to path: String, _ files: Files, note: (String) -> Void,
    progress: (String, Int) -> Void, written: (String) -> Void
  ) throws {
    let format = try requireFree(path, force: files.force)
    let photo = try Photo(contentsOf: input)
    let (raster, description) = (photo.raster, photo.description)
    let lost =
      description.others.sorted() + (raster.hasAlpha && !format.keepsAlpha ? ["transparency"] : [])
      + (description.density != nil && !format.keepsDensity ? ["density"] : [])
      + (format.keepsColourSpace ? [] : [description.colourSpace?.words].compactMap(\.self))
    for remark in description.remarks { note("\(name): \(remark)") }
    if raster.bits == 16, !format.keepsDepth { note("\(name): its 16 bits a sample are reduced to 8") }
    if !lost.isEmpty { note("\(name): \(lost.joined(separator: ", ")) isn't carried over") }
    if case .model = method { try Self.requireRoom(raster, scale: scale, name) }
    let large = (width: raster.width * scale, height: raster.height * scale)
    let wanted = (
      width: Self.length(raster.width, times: factor), height: Self.length(raster.height, times: factor)
    )
    try format.requireSides(width: wanted.width, height: wanted.height, path: path)
    if wanted != large {
      note(
        "\(name): made \(scale) times as large, then \(factor < Double(scale) ? "reduced" : "enlarged") to "
          + "\(wanted.width) x \(wanted.height) pixels by bicubic interpolation"
      )
    }
    let writer = try PhotoWriter(
      path: path, format: format, width: wanted.width, height: wanted.height,
      channels: raster.channels, bits: raster.bits, description: description, quality: files.quality)
    progress(name, 0)
    var resizer = RowResizer(from: large, to: wanted)
    let enlarger = try RowEnlarger(raster, by: self, name: name) { progress(name, min($0, 99)) }
    let isNearlyDone = if case .model = method { true } else { false }
    for part in enlarger.parts {
      let rows = enlarger.rows(part)
      if let rows = wanted == large ? rows : resizer.append(rows) { try writer.append(rows) }
      progress(name, max(isNearlyDone ? 99 : 0, 100 * part.upperBound / enlarger.height))
    }
    try writer.finish()
    written(path)
  }

  /// How files are written.
  package struct Files: Sendable {
    /// The format in a folder; a file's own is told by its name.
    package var format: PhotoFormat
    /// 1 to 100, for JPEG and WebP.
    package var quality: Int
    /// Whether files that are there already are overwritten.
    package var force: Bool

    /// PNG, unless said otherwise.
    package init(format: PhotoFormat = .png, quality: Int = 95, force: Bool = false) {
      (self.format, self.quality, self.force) = (format, quality, force)
    }
  }

  /// The most pixels of an image that is enlarged whole in memory: as much as 24 bytes each fit in 1.6 GB.
  package static let pixelLimit = 1 << 26
  /// The most bytes of a luminance that an example-based method makes.
  private static let luminanceLimit = 1 << 29

  /// Refuses an image whose luminance, made larger by an example-based method, doesn't fit into memory.
  static func requireRoom(_ raster: Raster, scale: Int, _ name: String) throws(UpscalingError) {
    let limit = luminanceLimit / (raster.bits == 8 ? 1 : MemoryLayout<Float>.size)
    try requirePixels(limit, raster.width, raster.height, scale: scale, name)
  }

  private static func requirePixels(
    _ limit: Int, _ width: Int, _ height: Int, scale: Int, _ name: String
  ) throws(UpscalingError) {
    // Reading has bounded the sides, and the factor is at most 4: nothing overflows.
    let pixels = width * height * scale * scale
    guard pixels <= limit else {
      throw UpscalingError(
        failures: [
          "\(name): \(width) x \(height) pixels at x\(scale) are \(pixels), and at most \(limit) are made here; "
            + "cut it into parts, take a smaller factor or a network"
        ], images: 1)
    }
  }

  /// The image `scale` times as large, in memory. What the network doesn't see of it is interpolated.
  /// - Parameter name: what the image is called in messages.
  /// - Throws: `ImageError` for one that an example-based method can't enlarge, `UpscalingError` for one that would be
  ///   too large.
  package func enlarged(_ image: ByteImage, name: String = "the image") throws -> ByteImage {
    try Self.requirePixels(Self.pixelLimit, image.width, image.height, scale: scale, name)
    let enlarger = try RowEnlarger(Raster(image, alpha: nil), by: self, name: name)
    let parts = enlarger.parts.map { rows in
      let part = enlarger.rows(rows)
      return part.image(rows: 0..<part.height)
    }
    return ByteImage(
      width: image.width * scale, height: image.height * scale,
      channels: parts.first?.channels ?? image.channels,
      pixels: parts.flatMap(\.pixels))
  }

  private func name(of path: String, _ format: PhotoFormat) -> String {
    "\(fileStem(path))-x\(factor.short).\(format.endings[0])"
  }
}

extension Double {
  /// `3` or `1.5`.
  fileprivate var short: String { JSON.number(self).canonicalText }
}
