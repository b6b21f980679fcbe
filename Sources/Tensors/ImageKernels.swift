import CKernels
import Vocabulary

extension NetworkLayout {
  /// Rows of output that are computed at a time. Parts of an image whose rows begin at multiples of it, with as many more
  /// around them as the filters reach, give the same bits as the whole.
  public static let tileHeight = 36
  /// And columns: activations of a tile stay in the cache, and in 9-1-5 the first layer has 40 x 70, which its tiles of
  /// 5 x 5 cover without waste.
  private static let tileWidth = 66

  /// What leaves the first `depth` layers, nil for all, of the network with `parameters` (as stored) for an image
  /// `[C, H, W]`: `[O, H', W']`, behind the activation.
  ///
  /// Memory beyond input and output doesn't grow with the image: it is computed in tiles.
  /// - Complexity: O(H W) times the network's parameters.
  public func apply(
    parameters: [Float], to image: Tensor, depth: Int? = nil, padding: Padding, threads: Int,
    level: SIMDLevel = .best
  ) -> Tensor {
    let depth = depth ?? layerCount
    precondition((1...layerCount).contains(depth), "no output of \(depth) of \(layerCount) layers")
    precondition(image.shape.count == 3 && image.shape[0] == channels, "image of shape \(image.shape)")
    precondition(parameters.count == storedParameterCount, "parameters of another network")
    precondition(level.isAvailable, "this processor has no \(level)")
    let height = image.shape[1], width = image.shape[2]
    let outHeight = outputSize(of: height, padding: padding, depth: depth),
      outWidth = outputSize(of: width, padding: padding, depth: depth)
    precondition(
      outHeight > 0 && outWidth > 0, "an image of \(width)x\(height) is smaller than the receptive field")
    let factor = layers.prefix(depth).enlargement
    let (rows, columns) = (outHeight / factor, outWidth / factor)
    let input = interleaved(image.elements, channels: channels)
    let pitch = storedChannels(depth)
    let output = FloatBuffer(count: rows * columns * pitch)
    let tiles = tiles(height: rows, width: columns)
    var kernels = kernels
    let scratchCount = unsafe kernels_scratch_floats(
      &kernels, padding.kernelsPadding, Int32(Self.tileHeight), Int32(Self.tileWidth), 0)
    let workers = min(threads, tiles.count)
    let prepared = FloatBuffer(count: Int(kernels.preparedFloats))
    let scratch = FloatBuffer(count: scratchCount * workers)
    unsafe input.withUnsafeBufferPointer { input in
      unsafe parameters.withUnsafeBufferPointer { parameters in
        nonisolated(unsafe) let (input, parameters) = unsafe (input, parameters)
        if let values = parameters.baseAddress {
          unsafe kernels_prepare(level.kernelsLevel, &kernels, values, prepared.base, 0)
        }
        forEachInParallel(tiles.count, threads: workers) { worker, index in
          let tile = tiles[index], row = columns * pitch
          let start = unsafe output.base + Int(tile.top) * row + Int(tile.left) * pitch
          let workspace = unsafe scratch.part(worker, of: scratchCount).baseAddress
          guard let image = input.baseAddress, let values = parameters.baseAddress else { return }
          var kernels = self.kernels
          if depth == layerCount {
            unsafe kernels_forward(
              level.kernelsLevel, &kernels, padding.kernelsPadding, values, prepared.base, image,
              Int32(height), Int32(width), tile, workspace, start, row, 0)
          } else {
            unsafe kernels_activations(
              level.kernelsLevel, &kernels, padding.kernelsPadding, Int32(depth), values, prepared.base,
              image, Int32(height), Int32(width), tile, workspace, start, row)
          }
        }
      }
    }
    let pixels = unsafe Array(output.part(0, of: output.count))
    let count = layers[depth - 1].width
    guard factor == 1 else {
      let image = sideBySide(pixels, height: rows, width: columns, channels: count, factor: factor)
      return Tensor(shape: [count, outHeight, outWidth], elements: planar(image, channels: count))
    }
    return Tensor(
      shape: [count, outHeight, outWidth],
      elements: planar(pixels, channels: pitch, first: count))
  }

  /// The rectangles that maps of that size are computed in.
  func tiles(height: Int, width: Int) -> [kernels_rectangle] {
    let size = (height: Self.tileHeight, width: Self.tileWidth)
    return stride(from: 0, to: height, by: size.height).flatMap { top in
      stride(from: 0, to: width, by: size.width).map { left in
        kernels_rectangle(
          top: Int32(top), left: Int32(left), height: Int32(min(size.height, height - top)),
          width: Int32(min(size.width, width - left)))
      }
    }
  }
}

/// `[C, H, W]` to `[H, W, C]`.
public func interleaved(_ planar: [Float], channels: Int) -> [Float] {
  guard channels > 1 else { return planar }
  let pixels = planar.count / channels
  return (0..<planar.count).map { planar[$0 % channels * pixels + $0 / channels] }
}

/// `[H, W, C]` to `[C, H, W]`.
/// - Parameter first: how many of the channels are taken, nil for all.
public func planar(_ interleaved: [Float], channels: Int, first: Int? = nil) -> [Float] {
  guard channels > 1 else { return interleaved }
  let pixels = interleaved.count / channels
  return (0..<pixels * (first ?? channels)).map { interleaved[$0 % pixels * channels + $0 / pixels] }
}
