import Datasets
import ExperimentSpecs
import Imaging
import SparseCoding
import SuperResolution
import Tensors
import Vocabulary

/// A data set made ready for scoring at one upscaling factor, read and degraded once.
///
///     let set = try TestSet(catalog.require("set5"), scale: 3, channels: .y)
///     print(set.scores(of: network, threads: 2).meanPSNR, set.bicubicScores().meanPSNR)
package struct TestSet: Sendable {
  package let name: String
  /// The upscaling factor.
  package let scale: Int
  /// What the network sees.
  package let channels: DataSection.Channels
  /// The luminance that the set is scored on.
  package let luma: DatasetManifest.Luma
  /// How the images are blurred before they are reduced, or nil.
  package let blur: DataSection.Blur?
  /// What the layers of a network read beyond the border.
  package let padding: Padding
  /// How many times as high and wide as its input a network's output is, as protocols say it.
  package let enlargement: Int
  /// Whether every channel is measured, beside the luminance.
  package let measuresColour: Bool
  private let images: [PreparedImage]

  /// Reads, checks and degrades all images of a set.
  /// - Parameter measuresColour: whether every channel is measured; nil if the network has three.
  /// - Throws: `DatasetError`, or `ImagingError.tooSmall` for an image that leaves nothing to compare.
  package init(
    _ dataset: LocatedDataset, scale: Int, channels: DataSection.Channels, blur: DataSection.Blur? = nil,
    padding: Padding = .replicate, enlargement: Int = 1, measuresColour: Bool? = nil
  ) throws {
    let loaded = try dataset.loadImages()
    for (image, file) in zip(loaded, dataset.files) {
      try image.image.requireMeasurable(atScale: scale, path: file)
    }
    self.init(
      name: dataset.name, images: loaded, scale: scale, channels: channels, luma: dataset.manifest.luma,
      blur: blur, padding: padding, enlargement: enlargement, measuresColour: measuresColour)
  }

  /// A set of images in memory.
  package init(
    name: String, images: [(name: String, image: ByteImage)], scale: Int, channels: DataSection.Channels,
    luma: DatasetManifest.Luma, blur: DataSection.Blur? = nil, padding: Padding = .replicate,
    enlargement: Int = 1, measuresColour: Bool? = nil
  ) {
    let measuresColour = measuresColour ?? (channels.count == 3)
    self.name = name
    self.scale = scale
    self.channels = channels
    self.luma = luma
    self.blur = blur
    self.padding = padding
    self.enlargement = enlargement
    self.measuresColour = measuresColour
    self.images = images.map {
      PreparedImage(
        name: $0.name, image: $0.image, degradation: Degradation(scale: scale, blur: blur),
        channels: channels,
        luma: luma, measuresColour: measuresColour)
    }
  }

  /// The images' names, in order.
  package var imageNames: [String] { images.map(\.name) }

  /// What a network is given of each image, `[C, H, W]`.
  package func inputs(for layout: NetworkLayout) -> [Tensor] { images.map { $0.input(for: layout) } }

  /// What a method is given of each image: its luminance at `1 / scale` of its size.
  package var reduced: [Plane] { images.map(reduced) }

  private func reduced(_ image: PreparedImage) -> Plane {
    Degradation(scale: scale, blur: blur).reduced(Plane(image.truth))
  }

  /// What a network scores by the table protocol.
  package func scores(
    of network: Network, measures: [ImageMeasure] = ImageMeasure.standard, threads: Int
  ) -> SetScores {
    scores(measures: measures, threads: threads) { (image: PreparedImage) in
      network(image.input(for: network.layout), padding: padding, threads: threads)
    }
  }

  /// What bicubic interpolation scores.
  package func bicubicScores(
    measures: [ImageMeasure] = ImageMeasure.standard, threads: Int = 1
  ) -> SetScores {
    var scores = scores(measures: measures, threads: threads) { $0 }
    if measuresColour {
      scores.colour = ColourScores(images: images.map { $0.colour?.bicubicScores() ?? [:] })
    }
    return scores
  }

  /// What any method scores that turns a blurred image `[C, H, W]` (0…1) into a sharp one of the same size.
  ///
  /// The method is called for one image after the other; then the measures are taken by all `threads`.
  package func scores(
    measures: [ImageMeasure] = ImageMeasure.standard, threads: Int = 1,
    of method: (Tensor) throws -> Tensor
  ) rethrows -> SetScores {
    try scores(measures: measures, threads: threads) { image in try method(image.interpolated) }
  }

  /// What a method scores that makes luminance `scale` times as large.
  /// - Parameter willBegin: is told the number of each image before it is begun, and may throw to end it all.
  /// - Throws: `ImageError` for an image that the method can't enlarge.
  package func scores(
    of method: any UpscalingMethod, measures: [ImageMeasure] = ImageMeasure.standard, threads: Int,
    willBegin: (Int) throws -> Void = { _ in }
  ) throws -> SetScores {
    precondition(channels == .y, "a method sees luminance alone")
    var done = 0
    return try scores(measures: measures, threads: threads) { (image: PreparedImage) in
      try willBegin(done)
      done += 1
      return tensor(of: [
        try method.upscaled(reduced(image), image: "\(name), \(image.name)", threads: threads)
      ])
    }
  }

  private func scores(
    measures: [ImageMeasure], threads: Int, of method: (PreparedImage) throws -> Tensor
  ) rethrows -> SetScores {
    var colour: [[ColourMeasure: Double]] = []
    let pairs = try images.map { image in
      let result = try method(image)
      if measuresColour { colour.append(image.colour?.scores(of: result) ?? [:]) }
      return (
        output: image.luminance(of: result).shaved(by: scale), truth: image.truth.shaved(by: scale)
      )
    }
    let scores = concurrentMap(measures.count * pairs.count, threads: threads) { item in
      let pair = pairs[item % pairs.count]
      return measures[item / pairs.count].score(of: pair.output, against: pair.truth)
    }
    var values: [ImageMeasure: [Double]] = [:]
    for (i, measure) in measures.enumerated() {
      values[measure] = Array(scores[i * pairs.count..<(i + 1) * pairs.count])
    }
    return SetScores(
      images: imageNames, values, colour: measuresColour ? ColourScores(images: colour) : nil)
  }

  /// What a network scores by both protocols, without SSIM; nil if `isCancelled` said so between two images.
  ///
  /// Far enough from the border no padding is seen, so the output of the un-padded network is the central part of
  /// the padded network's.
  /// - Throws: what keeps the back end from it.
  package func curveScores(
    of network: Network, on backend: any Backend, isCancelled: () -> Bool = { false }
  ) throws -> CurveScores? {
    let margin = network.layout.layers.margin
    var scores = CurveScores(psnr: [], psnrCurveProtocol: [])
    for image in images {
      if isCancelled() { return nil }
      let output = image.luminance(
        of: try backend.apply(
          network, to: image.input(for: network.layout), depth: nil, padding: padding))
      scores.psnr.append(peakSignalToNoiseRatio(output.shaved(by: scale), image.truth.shaved(by: scale)))
      scores.psnrCurveProtocol.append(
        peakSignalToNoiseRatio(output.shaved(by: margin), image.truth.shaved(by: margin)))
    }
    return scores
  }
}
