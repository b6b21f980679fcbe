import Datasets
import Evaluating
import ExperimentSpecs
import Imaging
import Scoring
import SuperResolution
import Tensors
import Vocabulary

/// One test image by several methods: the whole with a frame, and the framed part of each method enlarged, with its PSNR
/// by the tables' protocol.
/// - Source: Figs. 14 to 16.
struct ComparisonPicture {
  let name: String
  let image: ByteImage
  let scale: Int
  /// The part that is enlarged.
  let part: PixelRectangle
  let luma: DatasetManifest.Luma
  let methods: [EvaluatedMethod]
  /// The paper's PSNR of the image by the methods' names, dB.
  var paper: [String: Double] = [:]
  let threads: Int

  /// The sheet.
  /// - Throws: `RunError.image` for a method that can't enlarge the image.
  func montage(title: String) throws -> Montage {
    let truth = image.cropped(toMultipleOf: scale)
    let magnification = max(1, 230 / max(part.width, part.height))
    let tile = (width: part.width * magnification, height: part.height * magnification)
    let (gap, head, line) = (10, 30, 24)
    let columns = (methods.count + 2) / 2
    var montage = Montage(
      width: truth.width + gap * (columns + 2) + columns * tile.width,
      height: head + max(truth.height + line, 2 * (tile.height + line)) + gap)
    montage.write(title, x: montage.width / 2, y: head / 2)
    montage.place(truth.framed(part, thickness: 2), x: gap, y: head)
    montage.write(name, x: gap + truth.width / 2, y: head + truth.height + line / 2)
    func place(_ image: ByteImage, _ label: String, _ index: Int) {
      let x = 2 * gap + truth.width + index % columns * (tile.width + gap)
      let y = head + index / columns * (tile.height + line)
      let cut = image.cropped(
        columns: part.x..<part.x + part.width, rows: part.y..<part.y + part.height)
      montage.place(cut.magnified(by: magnification), x: x, y: y)
      montage.write(label, x: x + tile.width / 2, y: y + tile.height + line / 2)
    }
    place(truth, "Original", 0)
    for (index, method) in methods.enumerated() {
      let psnr = try psnr(of: method).fixed(2)
      let published = paper[method.title].map { " (paper \($0.fixed(2)))" } ?? ""
      place(try result(of: method, truth), "\(method.title): \(psnr) dB\(published)", index + 1)
    }
    return montage
  }

  /// The original, and the image by each method with its PSNR, dB.
  /// - Throws: `RunError.image` for a method that can't enlarge the image.
  func shots() throws -> [(method: String, psnr: Double?, image: ByteImage)] {
    let truth = image.cropped(toMultipleOf: scale)
    return [("Original", nil, truth)]
      + (try methods.map { ($0.title, try psnr(of: $0), try result(of: $0, truth)) })
  }

  /// How the image is reduced for all methods: as the networks have learned it.
  private var degradation: Degradation {
    let networks = methods.lazy.compactMap { if case .network(let file, _) = $0 { file } else { nil } }
    return Degradation(scale: scale, blur: networks.first?.blur)
  }

  /// PSNR by the tables' protocol, dB.
  /// - Throws: `RunError.image` for an image that an example-based method can't enlarge.
  func psnr(of method: EvaluatedMethod) throws -> Double {
    let set = TestSet(
      name: name, images: [(name, image)], scale: scale, channels: method.channels, luma: luma,
      blur: degradation.blur, padding: method.padding)
    switch method {
    case .bicubic: return set.bicubicScores().meanPSNR
    case .network(let file, _): return set.scores(of: file.network, threads: threads).meanPSNR
    case .model(let file, _): return try set.scores(of: file.upscaler, threads: threads).meanPSNR
    }
  }

  /// The image that a method makes of the degraded one; channels that it doesn't see are interpolated.
  private func result(of method: EvaluatedMethod, _ truth: ByteImage) throws -> ByteImage {
    let isRGB = method.channels == .rgb
    let split = isRGB ? truth : truth.ycbcr()
    let sharp = (0..<split.channels).map { Plane(split, channel: $0) }
    var channels = sharp.map(degradation.applied)
    if case .network(let file, _) = method {
      let (seen, enlargement) = (file.channels.count, file.network.layout.enlargement)
      let input = sharp.prefix(seen).map { degradation.input(from: $0, enlargement: enlargement) }
      let output = planes(of: file.network(tensor(of: input), padding: method.padding, threads: threads))
      channels.replaceSubrange(0..<seen, with: output)
    } else if case .model(let file, _) = method {
      let reduced = degradation.reduced(Plane(split))
      channels[0] = try file.upscaler.upscaled(reduced, image: name, threads: threads)
    }
    let whole = interleaved(channels.map { $0.quantized() })
    return isRGB ? whole : whole.rgbFromYCbCr()
  }
}

extension EvaluatedMethod {
  /// What a network's layers read beyond the border.
  fileprivate var padding: Padding {
    switch self {
    case .bicubic, .model: .replicate
    case .network(let file, _): file.padding.whenUsed
    }
  }

  /// What the method sees of a pixel.
  fileprivate var channels: DataSection.Channels {
    switch self {
    case .bicubic, .model: .y
    case .network(let file, _): file.channels
    }
  }

  /// What a picture calls it.
  fileprivate var title: String { self == .bicubic ? "Bicubic" : name }
}
