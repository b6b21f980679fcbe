import CKernels
import Vocabulary

/// Loss and gradients of a network over a batch of samples of one size, on several threads.
///
/// A batch is cut into `chunkCount` fixed chunks, each with a gradient of its own, summed in the order of the
/// chunks: the bits are the same for any number of threads.
public final class BatchKernels {
  /// Chunks that a batch is cut into, whatever the number of threads; a smaller batch has a chunk a sample.
  public static let chunkCount = 16

  /// Copies one sample: input `[H, W, C]` and target `[H', W', C]` into the spans.
  public typealias Fill =
    @Sendable (
      _ sample: Int, _ input: inout MutableSpan<Float>, _ target: inout MutableSpan<Float>
    ) -> Void
  /// The loss of one sample from its output and target `[H', W', C]`; writes its gradient by the output.
  public typealias Loss =
    @Sendable (
      _ output: Span<Float>, _ target: Span<Float>, _ dOutput: inout MutableSpan<Float>
    ) -> Double

  private let layout: NetworkLayout
  private let padding: Padding
  private let level: SIMDLevel
  private let threads: Int
  private let inputSize: Int
  /// Rows and columns of the maps that the kernels compute.
  private let mapSize: Int
  /// Numbers of an output.
  private let outputCount: Int
  private let scratchCount: Int
  private let scratch: FloatBuffer
  private let samples: FloatBuffer
  private let gradients: FloatBuffer
  private let prepared: FloatBuffer

  /// Prepares for samples of `inputSize` by `inputSize` pixels on `threads` threads.
  public init(layout: NetworkLayout, padding: Padding, inputSize: Int, threads: Int, level: SIMDLevel = .best)
  {
    precondition(threads > 0 && level.isAvailable, "\(threads) threads at level \(level)")
    self.layout = layout
    self.padding = padding
    self.level = level
    self.threads = min(threads, Self.chunkCount)
    self.inputSize = inputSize
    mapSize = layout.mapSize(of: layout.outputSize(of: inputSize, padding: padding))
    outputCount = mapSize * mapSize * layout.channelCount(layout.layerCount)
    precondition(mapSize > 0, "samples of \(inputSize) pixels are smaller than the receptive field")
    var kernels = layout.kernels
    let size = Int32(mapSize)
    scratchCount = unsafe kernels_scratch_floats(&kernels, padding.kernelsPadding, size, size, 1)
    scratch = FloatBuffer(count: scratchCount * self.threads)
    samples = FloatBuffer(
      count: (inputSize * inputSize * layout.channels + 3 * outputCount) * self.threads)
    gradients = FloatBuffer(count: Int(kernels.gradientFloats) * Self.chunkCount)
    prepared = FloatBuffer(count: Int(kernels.preparedFloats))
  }

  /// The mean of the samples' losses, and the mean of their gradients written to `gradient` (as stored).
  public func lossAndGradient(
    parameters: [Float], samples count: Int, gradient: inout [Float], fill: Fill, loss: Loss
  ) -> Double {
    let stored = layout.storedParameterCount
    precondition(count > 0, "a batch of \(count) samples has no mean")
    precondition(parameters.count == stored && gradient.count == stored, "parameters of another network")
    let chunks = min(Self.chunkCount, count)
    var losses = [Double](repeating: 0, count: chunks)
    unsafe parameters.withUnsafeBufferPointer { parameters in
      unsafe losses.withUnsafeMutableBufferPointer { losses in
        nonisolated(unsafe) let (parameters, losses, batch) = unsafe (parameters, losses, self)
        var kernels = layout.kernels
        if let base = parameters.baseAddress {
          unsafe kernels_prepare(level.kernelsLevel, &kernels, base, prepared.base, 1)
        }
        forEachInParallel(chunks, threads: threads) { worker, chunk in
          unsafe losses[chunk] = unsafe batch.runChunk(chunk, of: count, worker, parameters, fill, loss)
        }
      }
    }
    averageChunks(chunks, samples: count, into: &gradient)
    return losses.reduce(0, +) / Double(count)
  }

  private func runChunk(
    _ chunk: Int, of count: Int, _ worker: Int, _ parameters: UnsafeBufferPointer<Float>, _ fill: Fill,
    _ loss: Loss
  ) -> Double {
    let gradient = unsafe gradients.part(chunk, of: Int(layout.kernels.gradientFloats))
    let chunks = min(Self.chunkCount, count)
    let range = count * chunk / chunks..<count * (chunk + 1) / chunks
    let sum = range.reduce(0.0) { sum, sample in
      unsafe sum
        + runSample(sample, isFirst: sample == range.lowerBound, worker, parameters, gradient, fill, loss)
    }
    var kernels = layout.kernels
    if let base = gradient.baseAddress {
      unsafe kernels_finish_gradients(level.kernelsLevel, &kernels, base)
    }
    return sum
  }

  private func runSample(
    _ sample: Int, isFirst: Bool, _ worker: Int, _ parameters: UnsafeBufferPointer<Float>,
    _ gradient: UnsafeMutableBufferPointer<Float>, _ fill: Fill, _ loss: Loss
  ) -> Double {
    guard let parameters = parameters.baseAddress, let gradient = gradient.baseAddress else { return 0 }
    let inputs = inputSize * inputSize * layout.channels, outputs = outputCount
    let own = unsafe samples.part(worker, of: inputs + 3 * outputs)
    let input = unsafe UnsafeMutableBufferPointer(rebasing: own[..<inputs])
    let target = unsafe UnsafeMutableBufferPointer(rebasing: own[inputs..<inputs + outputs])
    let output = unsafe UnsafeMutableBufferPointer(rebasing: own[(inputs + outputs)..<(inputs + 2 * outputs)])
    let dOutput = unsafe UnsafeMutableBufferPointer(rebasing: own[(inputs + 2 * outputs)...])
    guard let image = input.baseAddress, let result = output.baseAddress, let slope = dOutput.baseAddress
    else { return 0 }

    var inputSpan = unsafe input.mutableSpan, targetSpan = unsafe target.mutableSpan
    fill(sample, &inputSpan, &targetSpan)
    var kernels = layout.kernels
    let size = Int32(inputSize), side = Int32(mapSize)
    let workspace = unsafe scratch.part(worker, of: scratchCount).baseAddress
    let whole = kernels_rectangle(top: 0, left: 0, height: side, width: side)
    unsafe kernels_forward(
      level.kernelsLevel, &kernels, padding.kernelsPadding, parameters, prepared.base, image, size, size,
      whole,
      workspace, result, outputs / mapSize, 1)
    let value = unsafe self.loss(of: output, target, dOutput, loss)
    unsafe kernels_backward(
      level.kernelsLevel, &kernels, padding.kernelsPadding, parameters, prepared.base, size, size, slope,
      workspace, gradient, isFirst ? 1 : 0)
    return value
  }

  /// The loss, and its gradient by the maps.
  private func loss(
    of maps: UnsafeMutableBufferPointer<Float>, _ target: UnsafeMutableBufferPointer<Float>,
    _ dMaps: UnsafeMutableBufferPointer<Float>, _ loss: Loss
  ) -> Double {
    var slope = unsafe dMaps.mutableSpan
    guard layout.enlargement > 1 else { return unsafe loss(maps.span, target.span, &slope) }
    let (channels, factor) = (layout.channels, layout.enlargement)
    let image = unsafe sideBySide(
      Array(maps), height: mapSize, width: mapSize, channels: channels, factor: factor)
    var dImage = image
    let value = {
      var slope = dImage.mutableSpan
      return unsafe loss(image.span, target.span, &slope)
    }()
    slope.replace(
      from: 0, with: onTop(dImage, height: mapSize, width: mapSize, channels: channels, factor: factor).span)
    return value
  }

  private func averageChunks(_ chunks: Int, samples: Int, into gradient: inout [Float]) {
    let stride = Int(layout.kernels.gradientFloats), scale = 1 / Float(samples)
    let count = gradient.count, size = 1 << 13
    unsafe gradient.withUnsafeMutableBufferPointer { mean in
      guard let base = mean.baseAddress else { return }
      nonisolated(unsafe) let (mean, parts) = unsafe (base, gradients.base)
      forEachInParallel((count + size - 1) / size, threads: threads) { _, item in
        let start = item * size
        unsafe kernels_mean(mean + start, parts + start, min(size, count - start), chunks, stride, scale)
      }
    }
  }
}
