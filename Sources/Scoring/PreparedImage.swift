import Datasets
import ExperimentSpecs
import Imaging
import Tensors

/// A test image made ready: the network's input, and the luminance that its output is held against.
package struct PreparedImage: Sendable {
  package let name: String
  /// The image reduced and enlarged again by bicubic interpolation, `[C, H, W]`, 0…1.
  package let interpolated: Tensor
  /// The image reduced, `[C, H / scale, W / scale]`.
  private let reduced: Tensor
  /// The luminance of the truth, of the interpolated image's size.
  package let truth: ByteImage
  /// How the luminance of an output is taken.
  package let luminance: Luminance
  /// All channels of the truth; nil for an image without colour, or if they aren't measured.
  package let colour: ColourTruth?

  /// Crops, degrades and splits an image into the channels of the network.
  package init(
    name: String, image: ByteImage, degradation: Degradation, channels: DataSection.Channels,
    luma: DatasetManifest.Luma, measuresColour: Bool
  ) {
    let scale = degradation.scale
    let luminance = Luminance(channels: channels, luma: luma, isGray: image.channels == 1)
    self.name = name
    self.luminance = luminance
    truth = luminance.of(image).cropped(toMultipleOf: scale)
    let sharp = channels == .y ? [Plane(truth)] : planes(of: image, channels: channels)
    let small = sharp.map { degradation.reduced($0.cropped(toMultipleOf: scale)) }
    interpolated = tensor(of: small.map { $0.isEmpty ? $0 : $0.upscaled(by: scale) })
    reduced = tensor(of: small)
    // What a network of one channel makes of full-range gray is no Y that chroma could stand beside.
    colour =
      measuresColour && !(channels == .y && luma == .gray)
      ? ColourTruth(image, degradation: degradation, channels: channels) : nil
  }

  /// What a network is given.
  package func input(for layout: NetworkLayout) -> Tensor { layout.enlargement == 1 ? interpolated : reduced }

  /// The luminance of an output `[C, H', W']`.
  package func luminance(of output: Tensor) -> ByteImage {
    luminance.of(planes(of: output).map { $0.quantized() })
  }
}

/// The one channel that images are compared in.
package struct Luminance: Sendable {
  package let channels: DataSection.Channels
  package let luma: DatasetManifest.Luma
  /// Whether the file has one channel, which is taken as it is.
  let isGray: Bool

  /// Of an image as it was read.
  package func of(_ image: ByteImage) -> ByteImage {
    switch luma {
    case .ycbcr: image.luma()
    case .gray: image.fullRangeGray()
    }
  }

  /// Of a network's output, one gray image a channel.
  package func of(_ planes: [ByteImage]) -> ByteImage {
    switch channels {
    case .y: return planes[0]
    case .ycbcr:
      // A gray file went in as its own Y; what isn't scored on Y is put together first.
      if luma == .ycbcr || isGray { return planes[0] }
      return interleaved(planes).rgbFromYCbCr().fullRangeGray()
    case .rgb:
      // The three outputs of a gray file are three readings of the same gray.
      let image = interleaved(planes)
      return luma == .gray || isGray ? image.fullRangeGray() : image.luma()
    }
  }
}

/// The channels of an image, 0…1 each; a gray one has three equal channels in RGB.
package func planes(of image: ByteImage, channels: DataSection.Channels) -> [Plane] {
  switch channels {
  case .y: return [Plane(image.luma())]
  case .ycbcr:
    let converted = image.ycbcr()
    return (0..<3).map { Plane(converted, channel: $0) }
  case .rgb:
    return (0..<3).map { Plane(image, channel: image.channels == 3 ? $0 : 0) }
  }
}

/// Planes of one size as a tensor `[C, H, W]`.
package func tensor(of planes: [Plane]) -> Tensor {
  Tensor(shape: [planes.count, planes[0].height, planes[0].width], elements: planes.flatMap(\.samples))
}

/// The channels of a tensor `[C, H, W]`.
package func planes(of image: Tensor) -> [Plane] {
  let (height, width) = (image.shape[1], image.shape[2])
  return (0..<image.shape[0]).map { channel in
    let samples = image.elements[channel * height * width..<(channel + 1) * height * width]
    return Plane(width: width, height: height, samples: Array(samples))
  }
}

/// Gray images of one size as the channels of one image.
package func interleaved(_ planes: [ByteImage]) -> ByteImage {
  let pixels = (0..<planes[0].pixels.count * planes.count).map {
    planes[$0 % planes.count].pixels[$0 / planes.count]
  }
  return ByteImage(
    width: planes[0].width, height: planes[0].height, channels: planes.count, pixels: pixels)
}
