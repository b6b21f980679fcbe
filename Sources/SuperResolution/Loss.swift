import Tensors

/// What training makes small.
public enum Loss: String, Sendable, CaseIterable {
  /// Half the sum of squared differences over the output, averaged over the samples of a batch.
  ///
  /// The paper's equation 4 has no half; the authors' Caffe layer (EuclideanLoss) does, and their learning rates
  /// are for it. Not divided by the pixels of the output.
  case mse

  /// The loss of one sample and, in `dOutput`, its gradient by the output, both before averaging.
  func evaluate(
    output: Span<Float>, target: Span<Float>, dOutput: inout MutableSpan<Float>
  ) -> Double {
    switch self {
    case .mse:
      var sum = 0.0
      for i in output.indices {
        let difference = output[i] - target[i]
        dOutput[i] = difference
        sum += Double(difference) * Double(difference)
      }
      return sum / 2
    }
  }
}
