import CImageCodecs
import HostSystem

/// Writes a photo row by row to a file, which appears whole under its name at the end or not at all.
///
/// What the format doesn't keep is converted: opacity is left out, 16 bits are rounded to 8.
public final class PhotoWriter {
  private let path: String
  private let format: PhotoFormat
  private let layout: codec_layout
  private let description: PhotoDescription
  private let quality: Int
  private let file: AtomicFile
  private let profile: UnsafeMutableBufferPointer<UInt8>
  /// nil for WebP, whose library wants the whole image.
  private var writer: OpaquePointer?
  private var whole: [UInt8] = []

  /// Begins a file of so many pixels.
  /// - Parameters:
  ///   - channels: 1 to 4, an even number with opacity last, as the rows will have.
  ///   - bits: 8 or 16, as the rows will have.
  ///   - quality: 1 to 100, for JPEG and WebP; 100 is WebP without loss.
  /// - Throws: `ImagingError.unencodable` for an image that is too large for the format, `.unwritable`.
  public init(
    path: String, format: PhotoFormat, width: Int, height: Int, channels: Int, bits: Int,
    description: PhotoDescription, quality: Int = 95
  ) throws(ImagingError) {
    try format.requireSides(width: width, height: height, path: path)
    (self.path, self.format, self.description, self.quality) = (path, format, description, quality)
    let colours = channels < 3 ? 1 : 3
    let kept = format.keepsAlpha ? channels : colours
    layout = codec_layout(
      width: UInt32(width), height: UInt32(height),
      channels: Int32(format == .webp ? kept % 2 == 0 ? 4 : 3 : kept),
      bits: format.keepsDepth ? Int32(bits) : 8)
    do {
      file = try AtomicFile(path: path)
    } catch {
      throw .unwritable(path: path, reason: error.reason)
    }
    let bytes = description.profile(forChannels: colours) ?? []
    profile = .allocate(capacity: bytes.count)
    _ = profile.initialize(from: bytes)
    guard format != .webp else {
      // Growing step by step it would be there twice.
      whole.reserveCapacity(width * height * Int(layout.channels))
      return
    }
    let kind = format == .jpeg ? CODEC_JPEG : format == .tiff ? CODEC_TIFF : CODEC_PNG
    writer = codec_open_writer(kind, file.descriptor, layout, codecDescription, Int32(quality))
    guard let writer else { throw .unwritable(path: path, reason: "out of memory") }
    try check(codec_begin(writer))
  }

  deinit {
    codec_close_writer(writer)
    profile.deallocate()
  }

  /// Adds rows below those that are there.
  /// - Throws: `ImagingError.unwritable`.
  public func append(_ rows: Raster) throws(ImagingError) {
    let rows = rows.converted(channels: Int(layout.channels), bits: Int(layout.bits))
    guard let writer else {
      if case .bytes(let bytes) = rows.samples { whole += bytes }
      return
    }
    try check(rows.samples.withUnsafeBytes { codec_write_rows(writer, $0.baseAddress, UInt32(rows.height)) })
  }

  /// Ends the file and gives it its name.
  /// - Throws: `ImagingError.unwritable`, `.unencodable` for an image that libwebp can't make a file of; a file that was
  ///   there before stays.
  public func finish() throws(ImagingError) {
    if let writer {
      try check(codec_finish(writer))
      codec_close_writer(writer)
      self.writer = nil
    }
    do {
      if format == .webp { return try writeAtomically(encodedWebP(), to: path) }
      try file.commit()
    } catch let error as ImagingError {
      throw error
    } catch {
      throw .unwritable(path: path, reason: (error as? HostError)?.reason ?? "\(error)")
    }
  }

  private func encodedWebP() throws -> [UInt8] {
    var webp = codec_bytes()
    defer { codec_release_bytes(&webp) }
    let status = codec_encode_webp(whole, layout, codecDescription, Int32(quality), &webp)
    guard status == CODEC_OK, let bytes = webp.bytes else {
      let reason = String(cString: codec_bytes_message(&webp))
      throw ImagingError.unencodable(path: path, reason: reason.isEmpty ? "out of memory" : reason)
    }
    return Array(UnsafeBufferPointer(start: bytes, count: webp.count))
  }

  private var codecDescription: codec_description {
    codec_description(description, profile: UnsafeBufferPointer(profile))
  }

  private func check(_ status: codec_status) throws(ImagingError) {
    guard status != CODEC_OK else { return }
    let reason = writer.map { String(cString: codec_writer_message($0)) } ?? ""
    throw .unwritable(path: path, reason: reason.isEmpty ? "out of memory" : reason)
  }
}

extension Raster {
  /// The same image with other channels and bits: gray becomes RGB, opacity is left out, 16 bits are rounded to 8.
  func converted(channels wanted: Int, bits wantedBits: Int) -> Raster {
    if wanted == channels && wantedBits == bits { return self }
    guard wantedBits == 8 else {
      preconditionFailure("from \(channels) channels of \(bits) bits to \(wanted) of \(wantedBits)")
    }
    let image = image(rows: 0..<height), alpha = wanted % 2 == 0 ? alpha(rows: 0..<height) : nil
    guard wanted > 2, image.channels == 1 else { return Raster(image, alpha: alpha) }
    let rgb = ByteImage(
      width: width, height: height, channels: 3, pixels: image.pixels.flatMap { [$0, $0, $0] })
    return Raster(rgb, alpha: alpha)
  }
}
