import CKernels
import Vocabulary

/// The set of vector instructions that the kernels use.
public enum SIMDLevel: String, Sendable, CaseIterable, Codable {
  /// Four-float vectors that any processor has.
  case portable
  /// AVX2 with fused multiply-add.
  case avx2
  /// AVX-512 (F, VL, DQ).
  case avx512
  /// The blocks of AVX-512 in portable code: slow, and there so that any machine can test them.
  case wide

  /// The best level of this processor.
  public static var best: SIMDLevel {
    allCases.first { $0.kernelsLevel == kernels_best_level() } ?? .portable
  }

  /// Whether this processor runs the level.
  public var isAvailable: Bool { kernels_level_runs(kernelsLevel) != 0 }

  /// Multiply-adds in registers on each of `threads` threads: the work of a peak measurement, to be timed by the caller.
  ///
  /// Returns the floating-point operations done in all, a multiply-add being two.
  public func multiplyAdds(steps: Int, threads: Int) -> Double {
    let lanes = Int(KERNELS_LANES)
    let results = FloatBuffer(count: lanes * threads)
    forEachInParallel(threads, threads: threads) { _, item in
      if let result = unsafe results.part(item, of: lanes).baseAddress {
        _ = unsafe kernels_spin(kernelsLevel, steps, result)
      }
    }
    var result = [Float](repeating: 0, count: lanes)
    return unsafe kernels_spin(kernelsLevel, 1, &result) * Double(steps) * Double(threads)
  }

  var kernelsLevel: kernels_level {
    switch self {
    case .portable: KERNELS_PORTABLE
    case .avx2: KERNELS_AVX2
    case .avx512: KERNELS_AVX512
    case .wide: KERNELS_WIDE
    }
  }
}

extension Padding {
  var kernelsPadding: kernels_padding {
    switch self {
    case .valid: KERNELS_VALID
    case .replicate: KERNELS_REPLICATE
    case .zero: KERNELS_ZERO
    }
  }
}
