/// The factor on the learning rates as a pure function of progress.
public enum Schedule: Sendable, Equatable {
  /// Always 1.
  case constant
  /// Rises linearly from 0 over the first `warmup` backprops, then falls along half a cosine from 1 to `final`.
  ///
  /// - Source: I. Loshchilov, F. Hutter, "SGDR", ICLR 2017, equation 5, without restarts.
  case cosine(final: Double, warmup: Int)
}
