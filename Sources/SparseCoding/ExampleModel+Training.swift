import Imaging
import LinearAlgebra

extension ExampleModel {
  /// A method on top of a dictionary; only `adjustedAnchors` needs the training images (values `0…1`) once more.
  ///
  /// The same input gives the same bits for any number of threads.
  /// - Throws: `SparseCodingError.singular`, `.tooFewPatches`, `.badSetting`; what `progress` throws.
  public static func train(
    _ method: ExampleMethod, dictionary: ExampleDictionary, images: [Plane] = [],
    anchors: AnchorSettings = AnchorSettings(), threads: Int, progress: TrainingProgress.Report = { _ in }
  ) throws -> ExampleModel {
    let regressors: Matrix<Float>?
    switch method {
    case .globalRegression:
      let regressor = try dictionary.globalRegressor()
      regressors = Matrix(rows: regressor.elements.count, columns: 1, elements: regressor.elements)
    case .anchoredRegression:
      regressors = try dictionary.anchoredRegressors(neighbours: 40, threads: threads, progress: progress)
    case .adjustedAnchors:
      try anchors.check()
      let samples = try AnchorSamples(
        images, dictionary: dictionary, settings: anchors, threads: threads, progress: progress)
      regressors = try AdjustedAnchors(dictionary: dictionary, settings: anchors, samples: samples)
        .regressors(threads: threads, progress: progress)
    case .zeyde, .leastSquares, .nonNegative, .locallyLinear: regressors = nil
    }
    return try ExampleModel(method: method, dictionary: dictionary, regressors: regressors)
  }
}
