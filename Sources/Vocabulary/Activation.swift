/// What a layer makes of its sums before the next one reads them.
public enum Activation: String, Sendable, CaseIterable, Codable {
  /// max(0, x), as in the paper's equations 1 and 2.
  case relu
  /// x above 0, and below it x times a slope that is learned, one a channel.
  ///
  /// - Source: K. He et al., "Delving deep into rectifiers", ICCV 2015, equation 1.
  case prelu
  /// x itself.
  case linear

  /// The slope of PReLU before training.
  /// - Source: the same, section 2.1.
  public static let firstSlope: Float = 0.25

  /// Whether it has a parameter a channel, its slope.
  public var hasSlopes: Bool { self == .prelu }
}
