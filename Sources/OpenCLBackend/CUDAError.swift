/// Why CUDA can't be used.
struct CUDAError: Error {
  /// What is missing or failed, without a stop.
  let reason: String
  /// Whether there is a driver, so that one expects it to be used.
  let hasDriver: Bool
}
