import CKernels
import Testing

/// What `CKernels.h` promises to its callers, and asks of them.
@Suite struct KernelContractTests {
  /// (1 + 2^-12)^2 has 2^-24 more than a Float of its size can hold: only a product that isn't rounded keeps it.
  @Test func `a product goes into its sum unrounded wherever there is an instruction for it`() {
    let x: Float = 1 + 0x1p-12
    for level in [KERNELS_PORTABLE, KERNELS_AVX2, KERNELS_AVX512] where kernels_level_runs(level) == 1 {
      var out = [Float](repeating: 0, count: 16)
      kernels_multiply(
        level, [1, x], [Float](repeating: -1 - 0x1p-11, count: 16) + [Float](repeating: x, count: 16), &out,
        1, 2, 16)
      #if arch(x86_64)
        let isFused = level != KERNELS_PORTABLE
      #else
        let isFused = true
      #endif
      #expect(out == [Float](repeating: isFused ? 0x1p-24 : 0, count: 16), "level \(level.rawValue)")
    }
  }

  @Test func `more layers than there is room for end the program`() async {
    await #expect(processExitsWith: .failure) { _ = Self.network(layers: KERNELS_MAX_LAYERS + 1, width: 4) }
    #expect(Self.network(layers: KERNELS_MAX_LAYERS, width: 4).layers == KERNELS_MAX_LAYERS)
  }

  /// Widths whose channels lie in planes, and side by side.
  @Test func `a gradient on scratch that wasn't zeroed ends a debug build`() async {
    await #expect(processExitsWith: .failure) { Self.backward(width: 4, scratch: 1) }
    await #expect(processExitsWith: .failure) { Self.backward(width: 20, scratch: 1) }
    Self.backward(width: 4, scratch: 0)
    Self.backward(width: 20, scratch: 0)
  }

  private static func network(layers: Int32, width: Int32) -> kernels_network {
    let inner = Int(layers) - 1
    return kernels_network_make(
      layers, [Int32](repeating: 3, count: inner + 1), [1] + [Int32](repeating: width, count: inner) + [1],
      [Int32](repeating: Int32(KERNELS_RELU.rawValue), count: inner) + [Int32(KERNELS_LINEAR.rawValue)], 1)
  }

  /// The gradient of a sample of 9x9 pixels, whose output has 3x3.
  private static func backward(width: Int32, scratch value: Float) {
    var network = network(layers: 3, width: width)
    let parameters = [Float](repeating: 0.1, count: Int(network.parameters))
    let image = [Float](repeating: 0.5, count: 81)
    var prepared = [Float](repeating: 0, count: Int(network.preparedFloats))
    var scratch = [Float](repeating: value, count: kernels_scratch_floats(&network, KERNELS_VALID, 3, 3, 1))
    var output = [Float](repeating: 0, count: 9)
    var gradients = [Float](repeating: 0, count: Int(network.gradientFloats))
    kernels_prepare(KERNELS_PORTABLE, &network, parameters, &prepared, 1)
    kernels_forward(
      KERNELS_PORTABLE, &network, KERNELS_VALID, parameters, prepared, image, 9, 9,
      kernels_rectangle(top: 0, left: 0, height: 3, width: 3), &scratch, &output, 3, 1)
    kernels_backward(
      KERNELS_PORTABLE, &network, KERNELS_VALID, parameters, prepared, 9, 9, output, &scratch, &gradients, 1)
  }
}
