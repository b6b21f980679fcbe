import ExperimentSpecs
import Tensors
import Testing

import Vocabulary

@Test func `a spec allows as many layers as the kernels take`() {
  #expect(Layer.most == NetworkLayout.maximumLayers)
}
