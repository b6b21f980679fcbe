/// How far a training is.
public struct TrainingProgress: Equatable, Sendable {
  /// The parts of a training.
  public enum Stage: String, Sendable {
    /// Patches are cut out and reduced.
    case features
    /// The dictionary is learned; a step is one iteration of K-SVD.
    case dictionary
    /// Samples of several sizes are collected; a step is one size.
    case samples
    /// Regressors are fitted; a step is one atom.
    case regressors
  }
  /// The present part.
  public let stage: Stage
  /// Steps done of this part, and steps of this part.
  public let done: Int, total: Int
  /// The root mean square of what a dictionary's codes leave over, where there is one.
  public let error: Double?

  /// `done` of `total` steps.
  public init(stage: Stage, done: Int, total: Int, error: Double? = nil) {
    self.stage = stage
    self.done = done
    self.total = total
    self.error = error
  }

  /// Takes a report and may throw to end the training.
  public typealias Report = (TrainingProgress) throws -> Void
}
