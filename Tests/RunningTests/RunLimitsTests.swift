import ExperimentSpecs
import Tensors
import Testing

@Test func `a spec allows as many layers as the kernels take`() {
  #expect(NetworkSection.mostLayers == NetworkLayout.maximumLayers)
}
