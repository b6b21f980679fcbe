/// How long a trained network or method takes for an image, on one thread of one processor.
package struct InferenceSpeed: Sendable, Equatable, Codable {
  /// The processor's model.
  package var processor: String
  /// The instruction set that the kernels used.
  package var simdLevel: String
  /// Seconds an image, by set: the mean over its images.
  package var secondsPerImage: [String: Double]

  /// Times of one processor.
  package init(processor: String, simdLevel: String, secondsPerImage: [String: Double]) {
    (self.processor, self.simdLevel, self.secondsPerImage) = (processor, simdLevel, secondsPerImage)
  }
}
