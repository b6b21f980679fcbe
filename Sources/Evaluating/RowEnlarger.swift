import Imaging
import RunRecords
import Scoring
import SparseCoding
import SuperResolution
import Tensors

/// Makes an image larger some rows at a time, so that the large one need not be in memory: the same bits as all at once.
///
/// Bicubic rows are made of few rows of the image. A network gets as many rows around those that are wanted as its filters
/// reach, beginning where its own tiles begin. An example-based method, which goes over the image in parts of its own, has made
/// the luminance before: a byte a pixel of the large image, or four for one of 16 bits.
struct RowEnlarger {
  private let raster: Raster
  private let scale: Int
  private let threads: Int
  private let network: WeightsFile?
  /// What an example-based method made of the luminance.
  private let luminance: EnlargedLuminance?

  /// Prepares an image.
  /// - Parameter progress: told the percentage that an example-based method has done.
  /// - Throws: `ImageError` for one that an example-based method can't enlarge.
  init(
    _ raster: Raster, by upscaling: Upscaling, name: String, progress: (Int) -> Void = { _ in }
  ) throws {
    (self.raster, scale, threads) = (raster, upscaling.scale, upscaling.threads)
    switch upscaling.method {
    case .bicubic: (network, luminance) = (nil, nil)
    case .network(let file, _): (network, luminance) = (file, nil)
    case .model(let file, _):
      network = nil
      var made = EnlargedLuminance(
        width: raster.width * scale, height: raster.height * scale, bits: raster.bits)
      try file.upscaler.upscale(Self.luminance(of: raster), image: name, threads: threads) { part in
        made.take(part)
        progress(made.percentage)
      }
      luminance = made
    }
  }

  /// Rows of the large image.
  var height: Int { raster.height * scale }

  /// Parts of the large image, from the top: about eight million samples each with what is around them.
  var parts: [Range<Int>] {
    let width = raster.width * scale * (network?.channels.count ?? 1)
    let rows = max(1, ((8 << 20) / max(width, 1) - 2 * margin) / tile) * tile
    return stride(from: 0, to: height, by: rows).map { $0..<min(height, $0 + rows) }
  }

  /// Some rows of the large image; they begin at a multiple of a tile's, and end there or with the image.
  func rows(_ wanted: Range<Int>) -> Raster {
    var planes: [Plane]
    switch network?.channels {
    case nil where luminance == nil:
      planes = enlarged(Self.colours, wanted)
      if raster.hasAlpha { planes.append(enlargedAlpha(wanted)) }
      return Raster(planes, bits: raster.bits)
    case nil, .y: planes = enlargedLuminance(wanted)
    case .ycbcr: planes = sharp(wanted) { Self.split(raster, $0, hasChroma: true) }
    case .rgb:
      planes = sharp(wanted) { rows in (0..<3).map { Self.colours(raster, rows)[$0 % raster.colours] } }
    }
    if network?.channels == .ycbcr, raster.colours == 1 { planes = [planes[0]] }
    return finished(planes, wanted, isRGB: network?.channels == .rgb)
  }

  /// The luminance by the method, the chroma interpolated.
  private func enlargedLuminance(_ wanted: Range<Int>) -> [Plane] {
    let chroma = raster.colours == 1 ? [] : Array(enlarged({ Self.split($0, $1) }, wanted)[1...])
    guard let luminance else { return sharp(wanted) { [Self.split(raster, $0)[0]] } + chroma }
    return [luminance.rows(wanted)] + chroma
  }

  /// The network's output, where it repeats or pads the border of the image alone.
  private func sharp(_ wanted: Range<Int>, _ planes: (Range<Int>) -> [Plane]) -> [Plane] {
    guard let network else { return [] }
    let around = max(0, wanted.lowerBound - margin)..<min(height, wanted.upperBound + margin)
    let input =
      enlargement == 1
      ? enlarged({ planes($1) }, around) : planes(around.lowerBound / scale..<around.upperBound / scale)
    let output = Scoring.planes(
      of: network.network(tensor(of: input), padding: network.padding.whenUsed, threads: threads))
    let inner = wanted.lowerBound - around.lowerBound..<wanted.upperBound - around.lowerBound
    return output.map { $0.rows(inner) }
  }

  /// How many rows around those that are wanted a network is given: whole tiles.
  private var margin: Int {
    guard let network else { return 0 }
    return (network.network.layout.layers.margin + tile - 1) / tile * tile
  }

  /// How many times as high and wide as its input the network's output is.
  private var enlargement: Int { network?.network.layout.enlargement ?? 1 }

  /// Rows of the large image that a network computes at a time.
  var tile: Int { NetworkLayout.tileHeight * enlargement }

  private func finished(_ planes: [Plane], _ wanted: Range<Int>, isRGB: Bool) -> Raster {
    let alpha = raster.hasAlpha ? [enlargedAlpha(wanted)] : []
    guard !isRGB, planes.count == 3 else { return Raster(planes + alpha, bits: raster.bits) }
    guard raster.bits == 8 else {
      return Raster(planes.map(\.clamped).rgbFromYCbCr() + alpha, bits: 16)
    }
    // Rounded to bytes in between, as in MATLAB.
    let rgb = interleaved(planes.map { $0.quantized() }).rgbFromYCbCr()
    return Raster(rgb, alpha: alpha.first?.quantized())
  }

  private func enlargedAlpha(_ wanted: Range<Int>) -> Plane {
    enlarged({ raster, rows in [raster.plane(channel: raster.channels - 1, rows: rows)] }, wanted)[0]
  }

  /// Planes of the image by bicubic interpolation, some rows of them.
  private func enlarged(_ planes: (Raster, Range<Int>) -> [Plane], _ wanted: Range<Int>) -> [Plane] {
    let needed = Plane.rowsNeeded(for: wanted, by: scale, of: raster.height)
    return planes(raster, needed).map {
      $0.upscaledRows(wanted, by: scale, from: needed.lowerBound, of: raster.height)
    }
  }

  private static func colours(_ raster: Raster, _ rows: Range<Int>) -> [Plane] {
    (0..<raster.colours).map { raster.plane(channel: $0, rows: rows) }
  }

  /// The luminance, some rows at a time: Y, Cb and Cr of all would take five times as much memory.
  private static func luminance(of raster: Raster) -> Plane {
    var samples: [Float] = []
    samples.reserveCapacity(raster.width * raster.height)
    for row in stride(from: 0, to: raster.height, by: 64) {
      samples += split(raster, row..<min(raster.height, row + 64))[0].samples
    }
    return Plane(width: raster.width, height: raster.height, samples: samples)
  }

  /// Some rows as Y, Cb and Cr, rounded to bytes for an image of bytes, as in MATLAB; gray as it is.
  private static func split(_ raster: Raster, _ rows: Range<Int>, hasChroma: Bool = false) -> [Plane] {
    let isGray = raster.colours == 1
    guard raster.bits == 8 else {
      let planes = colours(raster, rows)
      guard isGray else { return planes.ycbcrFromRGB() }
      let middle = Plane(
        width: raster.width, height: rows.count, samples: planes[0].samples.map { _ in 128 / 255 })
      return hasChroma ? [planes[0], middle, middle] : planes
    }
    let image = raster.image(rows: rows)
    let split = isGray && !hasChroma ? image : image.ycbcr()
    return (0..<split.channels).map { Plane(split, channel: $0) }
  }
}

extension Plane {
  /// The nearest samples of `0…1`, as bytes would have it.
  fileprivate var clamped: Plane {
    Plane(width: width, height: height, samples: samples.map { min(max($0, 0), 1) })
  }

  /// Some rows.
  fileprivate func rows(_ rows: Range<Int>) -> Plane {
    if rows == 0..<height { return self }
    return Plane(
      width: width, height: rows.count,
      samples: Array(samples[rows.lowerBound * width..<rows.upperBound * width]))
  }
}
