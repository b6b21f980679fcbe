import CKernels
import Vocabulary

/// Muon's steps on the weights of a network's layers but the last, each layer as one matrix.
///
/// A layer's weights `[O, I, H, W]` are a matrix of I H W rows and O columns, as they are stored. Layers are done in
/// parallel; the bits are the same for any number of threads.
/// - Source: K. Jordan et al., "Muon: an optimizer for hidden layers in neural networks", 2024, with the size of a
///   layer's step as there. Not the size of J. Liu et al., "Muon is scalable for LLM training", 2025, equation 4,
///   0.2 sqrt(max(I H W, O)): it moves a layer of 1,600 inputs four times as far beside one of 81.
public final class MuonKernels {
  private let layers: [Layer]
  private let threads: Int
  private let level: SIMDLevel

  private struct Layer {
    let range: Range<Int>
    /// As stored, padding included.
    let rows, columns: Int
    /// sqrt(max(1, O / (I H W))).
    let size: Float
    let scratch, ahead, direction: FloatBuffer
  }

  /// Prepares for the layers of a network that are trained so, 0 being the first.
  public init(layout: NetworkLayout, layers: [Int], threads: Int, level: SIMDLevel = .best) {
    precondition(layers.allSatisfy { $0 < layout.layerCount - 1 }, "the last layer has no whole vectors")
    self.layers = layers.map { layer in
      let shape = layout.weightShape(ofLayer: layer), range = layout.weightRange(ofLayer: layer)
      let columns = layout.storedChannels(layer + 1), rows = range.count / columns
      return Layer(
        range: range, rows: rows, columns: columns,
        size: max(1, Float(shape[0]) / Float(shape[1] * shape[2] * shape[3])).squareRoot(),
        scratch: FloatBuffer(count: kernels_orthogonalize_floats(Int32(rows), Int32(columns))),
        ahead: FloatBuffer(count: range.count), direction: FloatBuffer(count: range.count))
    }
    self.threads = threads
    self.level = level
  }

  /// One step: m = momentum m + g, w = w - rate sqrt(max(1, O / (I H W))) orthogonalised (g + momentum m).
  public func descend(
    _ parameters: inout [Float], momenta: inout [Float], gradients: [Float], rate: Float, momentum: Float
  ) {
    precondition(
      layers.allSatisfy { $0.range.upperBound <= min(parameters.count, momenta.count, gradients.count) },
      "parameters of another network")
    unsafe parameters.withUnsafeMutableBufferPointer { parameters in
      unsafe momenta.withUnsafeMutableBufferPointer { momenta in
        unsafe gradients.withUnsafeBufferPointer { gradients in
          guard let w = parameters.baseAddress, let m = momenta.baseAddress, let g = gradients.baseAddress
          else { return }
          nonisolated(unsafe) let (weights, sums, slopes) = unsafe (w, m, g)
          let level = level.kernelsLevel
          forEachInParallel(layers.count, threads: threads) { [layers] _, index in
            let layer = layers[index], start = layer.range.lowerBound, count = layer.range.count
            unsafe kernels_accelerate(sums + start, slopes + start, layer.ahead.base, count, momentum)
            unsafe kernels_orthogonalize(
              level, layer.ahead.base, Int32(layer.rows), Int32(layer.columns), layer.scratch.base,
              layer.direction.base)
            unsafe kernels_subtract(weights + start, layer.direction.base, count, rate * layer.size)
          }
        }
      }
    }
  }
}
