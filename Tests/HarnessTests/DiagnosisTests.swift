import Tensors
import Testing

@testable import Harness

@Suite struct `What doctor says` {
  @Test(
    arguments: [
      ("Prescott", .avx512, "OPENBLAS_CORETYPE=SkylakeX"), ("Prescott", .avx2, "OPENBLAS_CORETYPE=Haswell"),
      ("Prescott", .portable, nil), ("Cooperlake", .avx512, nil), ("Haswell", .avx2, nil),
    ] as [(String, SIMDLevel, String?)])
  func `of OpenBLAS names the way out where it is older than the processor`(
    kernels: String, level: SIMDLevel, variable: String?
  ) {
    let hint = Diagnosis.hint(onKernels: kernels, best: level)
    #expect(hint.isEmpty == (variable == nil))
    #expect(variable.map(hint.contains) ?? true)
  }
}
