import CKernels
import Vocabulary

/// Multiplications and additions as the kernels do them: in the form of Winograd fewer than by the definition, with the
/// transforms, the channels that fill up vectors and the borders of tiles counted; biases, rectifiers, loss and optimizer not.
extension NetworkLayout {
  /// Those of applying the network to an image.
  public func operationsDone(height: Int, width: Int, padding: Padding) -> Double {
    layerOperations(height: height, width: width, padding: padding).reduce(preparingOperations, +)
  }

  /// Those of training on one sample of a batch: its forward and backward, and its share of what is done once a batch or chunk.
  public func trainingOperationsDone(size: Int, padding: Padding, batch: Int) -> Double {
    let chunks = Double(min(BatchKernels.chunkCount, batch))
    return trainingLayerOperations(size: size, padding: padding)
      .reduce((preparingOperations + chunks * finishingOperations) / Double(batch), +)
  }

  /// Those of applying each layer to an image.
  func layerOperations(height: Int, width: Int, padding: Padding) -> [Double] {
    let rows = mapSize(of: outputSize(of: height, padding: padding))
    let columns = mapSize(of: outputSize(of: width, padding: padding))
    precondition(rows > 0 && columns > 0, "an image smaller than the receptive field")
    var counts = [Double](repeating: 0, count: layerCount)
    for tile in tiles(height: rows, width: columns) {
      let own = operations(of: tile, height, width, padding, isTraining: false)
      for layer in counts.indices { counts[layer] += own[layer] }
    }
    return counts
  }

  /// Those of forward and backward through each layer for a sample.
  func trainingLayerOperations(size: Int, padding: Padding) -> [Double] {
    let side = Int32(mapSize(of: outputSize(of: size, padding: padding)))
    let whole = kernels_rectangle(top: 0, left: 0, height: side, width: side)
    return operations(of: whole, size, size, padding, isTraining: true)
  }

  /// Those that make of the weights what layers in the form of Winograd need.
  var preparingOperations: Double {
    var kernels = kernels
    return unsafe kernels_prepare_operations(&kernels)
  }

  /// Those that turn such layers' gradients back into those by the weights, once a chunk.
  var finishingOperations: Double {
    var kernels = kernels
    return unsafe kernels_finish_operations(&kernels)
  }

  private func operations(
    of tile: kernels_rectangle, _ height: Int, _ width: Int, _ padding: Padding, isTraining: Bool
  ) -> [Double] {
    var kernels = kernels
    var counts = [Double](repeating: 0, count: layerCount)
    unsafe kernels_operations(
      &kernels, padding.kernelsPadding, Int32(height), Int32(width), tile, isTraining ? 1 : 0, &counts)
    return counts
  }
}
