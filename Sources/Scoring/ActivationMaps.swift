import LinearAlgebra
import SuperResolution
import Tensors

/// All activations between two layers of a network, `[H, W, C]`.
struct ActivationMaps: Sendable {
  let channels: Int
  let height: Int
  let width: Int
  let values: [Float]

  /// An image `[C, H, W]`.
  init(_ image: Tensor) {
    (channels, height, width) = (image.shape[0], image.shape[1], image.shape[2])
    values = interleaved(image.elements, channels: channels)
  }

  private init(channels: Int, height: Int, width: Int, values: [Float]) {
    (self.channels, self.height, self.width, self.values) = (channels, height, width, values)
  }

  /// What a layer with weights `[O, I, H, W]` and biases `[O]` makes of them, rectified: a product of matrices for each
  /// row of the output.
  /// - Parameter padding: not `.valid`; the output is of the input's size.
  func rectified(weight: Tensor, bias: Tensor, padding: Padding, threads: Int) throws -> ActivationMaps {
    let (outputs, size) = (weight.shape[0], weight.shape[2])
    let extended = extended(by: size / 2, padding: padding)
    let row = size * channels
    // Column o holds the filter in the order of a patch: rows, columns, channels.
    let filters = Matrix<Float>(
      rows: size * row, columns: outputs,
      elements: (0..<outputs * size * row).map { i in
        let (o, tap) = (i / (size * row), i % (size * row))
        return weight.elements[(o * channels + tap % channels) * size * size + tap / channels]
      })
    let rows = try orderedMap(height, threads: threads) { y in
      var patches: [Float] = []
      patches.reserveCapacity(width * size * row)
      for x in 0..<width {
        for v in 0..<size {
          let start = ((y + v) * extended.width + x) * channels
          patches += extended.values[start..<start + row]
        }
      }
      let products = filters.multiplied(
        by: Matrix(rows: size * row, columns: width, elements: patches), transposed: true)
      return products.elements.enumerated().map { max(0, $1 + bias.elements[$0 % outputs]) }
    }
    return ActivationMaps(channels: outputs, height: height, width: width, values: Array(rows.joined()))
  }

  /// The maps with a margin of zeros, or of the nearest pixels.
  private func extended(by margin: Int, padding: Padding) -> ActivationMaps {
    precondition(padding != .valid, "activations of an image's size are padded")
    if margin == 0 { return self }
    var result: [Float] = []
    result.reserveCapacity((height + 2 * margin) * (width + 2 * margin) * channels)
    for y in -margin..<height + margin {
      for x in -margin..<width + margin {
        let (row, column) = (min(max(y, 0), height - 1), min(max(x, 0), width - 1))
        if padding == .replicate || (row, column) == (y, x) {
          let start = (row * width + column) * channels
          result += values[start..<start + channels]
        } else {
          result += repeatElement(0, count: channels)
        }
      }
    }
    return ActivationMaps(
      channels: channels, height: height + 2 * margin, width: width + 2 * margin, values: result)
  }

  /// At how many places each channel isn't 0.
  var activeCounts: [Int] {
    var counts = [Int](repeating: 0, count: channels)
    for start in stride(from: 0, to: values.count, by: channels) {
      for channel in 0..<channels where values[start + channel] != 0 { counts[channel] += 1 }
    }
    return counts
  }
}

extension Network {
  /// The rectified activations before the last layer, on which the last is a linear mapping: behind layer 2 of 9-1-5.
  func activationsBeforeLastLayer(_ image: Tensor, padding: Padding, threads: Int) throws -> ActivationMaps {
    try (0..<layout.layerCount - 1).reduce(ActivationMaps(image)) { maps, layer in
      try maps.rectified(
        weight: weight(ofLayer: layer), bias: bias(ofLayer: layer), padding: padding, threads: threads)
    }
  }
}
