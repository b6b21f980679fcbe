import Vocabulary

/// A loss on square outputs `[H, W, C]` of one size, of which some channels count.
package struct LossFunction: Sendable {
  private let loss: Loss
  private let side: Int
  private let channels: Int
  /// The channels that count, in ascending order.
  private let counted: [Int]
  private let windows: [GaussianWindow]

  /// - Parameter counted: the channels that count; nil for all.
  package init(_ loss: Loss, side: Int, channels: Int, counted: [Int]? = nil) {
    let counted = counted ?? Array(0..<channels)
    precondition(!counted.isEmpty && counted.allSatisfy((0..<channels).contains), "channels \(counted)")
    self.loss = loss
    self.side = side
    self.channels = channels
    self.counted = counted
    switch loss {
    case .mse, .l1: windows = []
    case .ssim: windows = [GaussianWindow(side: side, doublings: 0)]
    case .multiScaleSSIM: windows = (0..<3).map { GaussianWindow(side: side, doublings: $0) }
    }
  }

  /// The loss of one sample and, in `dOutput`, its gradient by the output, both before averaging.
  package func evaluate(
    output: Span<Float>, target: Span<Float>, dOutput: inout MutableSpan<Float>
  ) -> Double {
    switch loss {
    case .mse:
      sum(output, target, &dOutput) { difference in
        (Double(difference) * Double(difference), difference)
      } / 2
    case .l1:
      sum(output, target, &dOutput) { difference in
        (Double(difference.magnitude), difference == 0 ? 0 : difference.sign == .minus ? -1 : 1)
      }
    case .ssim, .multiScaleSSIM:
      dissimilarity(output, target, &dOutput)
    }
  }

  /// The sum of a term over the pixels of the channels that count; its slopes go to `dOutput`.
  @inline(__always)
  private func sum(
    _ output: Span<Float>, _ target: Span<Float>, _ dOutput: inout MutableSpan<Float>,
    _ term: (_ difference: Float) -> (value: Double, slope: Float)
  ) -> Double {
    var sum = 0.0
    if counted.count == channels {
      for i in output.indices {
        let (value, slope) = term(output[i] - target[i])
        dOutput[i] = slope
        sum += value
      }
      return sum
    }
    for i in output.indices { dOutput[i] = 0 }
    for c in counted {
      for i in stride(from: c, to: output.count, by: channels) {
        let (value, slope) = term(output[i] - target[i])
        dOutput[i] = slope
        sum += value
      }
    }
    return sum
  }

  /// 1 - the mean similarity of the channels that count.
  private func dissimilarity(
    _ output: Span<Float>, _ target: Span<Float>, _ dOutput: inout MutableSpan<Float>
  ) -> Double {
    for i in output.indices { dOutput[i] = 0 }
    var sum = 0.0
    for c in counted {
      let own = (0..<side * side).map { Double(output[$0 * channels + c]) }
      let truth = (0..<side * side).map { Double(target[$0 * channels + c]) }
      let (value, slopes) = similarity(of: own, to: truth, under: windows)
      sum += value
      for i in slopes.indices { dOutput[i * channels + c] = Float(-slopes[i] / Double(counted.count)) }
    }
    return 1 - sum / Double(counted.count)
  }
}
