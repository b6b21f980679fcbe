/// The factor on the learning rates as a pure function of progress.
public enum Schedule: Sendable, Equatable {
  /// Always 1.
  case constant
  /// Rises linearly from 0 over the first `warmup` backprops, then falls along half a cosine from 1 to `final`.
  ///
  /// - Source: I. Loshchilov, F. Hutter, "SGDR", ICLR 2017, equation 5, without restarts.
  case cosine(final: Double, warmup: Int)
  /// 1 until the last `decay` backprops, then falls linearly to `final`.
  ///
  /// - Source: A. Hägele and others, "Scaling Laws and Compute-Optimal Training Beyond Fixed Training Durations",
  ///   NeurIPS 2024: a constant rate with a cooldown.
  case constantThenLinear(decay: Int, final: Double)
}
