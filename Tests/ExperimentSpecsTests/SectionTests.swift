import Foundation
import Testing

import Vocabulary

@testable import ExperimentSpecs

@Suite struct SectionTests {
  /// Section 3.2 of the paper: 9-1-5 uses (9 + 5 - 1)² = 169 pixels.
  @Test func `the receptive field of 9-1-5 is 13 pixels wide`() {
    let network = NetworkSection(filters: [9, 1, 5], widths: [64, 32], initialization: .he, padding: .valid)
    #expect(network.receptiveField == 13)
  }

  @Test func `filters and widths are the short form of layers`() {
    let network = NetworkSection(
      filters: [9, 1, 5], widths: [64, 32], activations: .all(.prelu), initialization: .he, padding: .valid)
    #expect(
      network.layers(channels: 3, scale: 3) == [
        Layer(filterSize: 9, width: 64, activation: .prelu),
        Layer(filterSize: 1, width: 32, activation: .prelu),
        Layer(filterSize: 5, width: 3, activation: .linear),
      ])
    let one = NetworkSection(filters: [5], widths: [], initialization: .he, padding: .valid)
    #expect(one.layers(channels: 1, scale: 3) == [Layer(filterSize: 5, width: 1, activation: .linear)])
  }

  @Test func `a last layer that enlarges does so by the scale, and is written one by one`() throws {
    let network = NetworkSection(
      filters: [5, 3], widths: [8], last: .subPixelConvolution, initialization: .he, padding: .valid)
    let layers = network.layers(channels: 3, scale: 4)
    #expect(layers.map(\.kind) == [.convolution, .subPixelConvolution])
    #expect(layers.enlargement == 4 && layers[1].width == 3 && layers[1].maps == 48)
    let written = try JSONEncoder().encode(network)
    #expect(try JSONDecoder().decode(NetworkSection.self, from: written) == network)
    let text = String(decoding: written, as: UTF8.self)
    #expect(text.contains("subPixelConvolution") && !text.contains("\"filters\""), "\(text)")
  }

  @Test func `layers whose activations differ are one by one, those that don't are in short`() {
    func network(_ activations: [Activation]) -> NetworkSection {
      NetworkSection(
        filters: [9, 1, 5], widths: [64, 32], activations: .init(activations), initialization: .he,
        padding: .valid)
    }
    let mixed = network([.prelu, .linear])
    #expect(mixed.layers(channels: 3, scale: 3).map(\.activation) == [.prelu, .linear, .linear])
    #expect(mixed.activation == nil && mixed.activations.words == "prelu-linear")
    let alike = network([.prelu, .prelu])
    #expect(alike.activations == .all(.prelu) && alike.activation == .prelu)
    #expect(network([.relu, .relu]).activations.words == nil)
  }

  @Test func `schedules are said in words`() {
    #expect(Schedule.constant.words == "constant")
    #expect(Schedule.cosine(final: 0, warmup: 0).words == "cosine to 0")
    #expect(
      Schedule.cosine(final: 0.1, warmup: 800).words == "cosine to 0.1 after a warm-up of 800 backprops")
    #expect(
      Schedule.constantThenLinear(decay: 800, final: 0).words
        == "constant, over the last 800 backprops linear to 0")
  }
}
