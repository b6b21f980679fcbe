/// How the weights of a network start; biases start at zero, slopes of PReLU at ``Activation/firstSlope``.
public enum Initialization: Sendable, Equatable {
  /// Normal with mean zero and this standard deviation: 0.001 in the paper's section 3.3.
  case gaussian(standardDeviation: Double)
  /// Normal with standard deviation sqrt(2 / (I f f)), which keeps the variance through rectified layers.
  ///
  /// - Source: K. He et al., "Delving deep into rectifiers", ICCV 2015, equation 10.
  case he
}
