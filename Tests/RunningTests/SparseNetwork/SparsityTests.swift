import ExperimentSpecs
import Foundation
import HostSystem
import Imaging
import SuperResolution
import Tensors
import Testing
import TestLaboratory

@testable import Reporting
@testable import Scoring

@Suite struct `Sparsity of activations` {
  /// The naive twin: convolution by its definition in double precision, then max(0, x).
  @Test(arguments: [(1, Padding.replicate), (3, .replicate), (1, .zero)])
  func `activations before the last layer are those of the definition`(channels: Int, padding: Padding) throws
  {
    var stream = RandomStream(seed: 5, purpose: "sparsity")
    let network = Network(
      layout: NetworkLayout(channels: channels, filterSizes: [5, 3, 3], widths: [5, 4]), initialization: .he,
      random: &stream)
    var naive = NaiveConvolution.Planes(channels: channels, height: 9, width: 11)
    for index in naive.values.indices { naive.values[index] = Double((index * 37) % 100) / 100 }
    let image = Tensor(shape: [channels, 9, 11], elements: naive.values.map(Float.init))
    for layer in 0..<2 {
      naive = NaiveConvolution.forward(
        NaiveConvolution.extended(naive, by: network.layout.filterSizes[layer] / 2, padding: padding),
        weight: network.weight(ofLayer: layer), bias: network.bias(ofLayer: layer))
      for index in naive.values.indices { naive.values[index] = max(0, naive.values[index]) }
    }
    let maps = try network.activationsBeforeLastLayer(image, padding: padding, threads: 2)
    #expect(maps.channels == 4 && maps.height == 9 && maps.width == 11)
    let planar = planar(maps.values, channels: 4)
    let largest = zip(planar, naive.values).map { abs(Double($0) - $1) }.max() ?? .infinity
    #expect(largest < 1e-5)
    #expect(
      maps.activeCounts
        == (0..<4).map { channel in planar[channel * 99..<(channel + 1) * 99].count { $0 != 0 } })
  }

  @Test func `zeros are counted by image, unused channels over the set`() {
    let sparsity = Sparsity(active: [([4, 0, 0], 4), ([2, 0, 1], 2)])
    #expect(sparsity.zeros == [1 - 4.0 / 12, 0.5])
    #expect(sparsity.unused == 1 && sparsity.channels == 3)
    #expect(abs(sparsity.meanZeros - (2.0 / 3 + 0.5) / 2) < 1e-15)
  }

  @Test func `a claim about zeros has them counted once, and kept in the metrics and the table`() throws {
    let figures = try FigureLaboratory()
    let spec = FigureLaboratory.spec.replacing(
      #""figures": ["#,
      with: #"""
        "claims": [{ "id": "sparse", "source": "s", "says": "It is sparse",
                     "expect": "validation.zeros: small > 0.01" }],
        "figures": [
        """#)
    try write(Array(spec.utf8), to: figures.laboratory.root + "/experiments/specs/tiny.json")
    let experiment = try figures.resolved()
    let engine = try figures.laboratory.engine()
    let folder = try #require(engine.run(experiment.runs)[0].folder)
    #expect(try folder.metrics().sparsity.isEmpty)
    try engine.measure(experiment)
    let metrics = try folder.metrics()
    let found = try #require(metrics.sparsity["tiny-test"])
    #expect(found.zeros.count == 2 && found.zeros.allSatisfy { $0 > 0 && $0 < 1 })
    let digests = try figures.laboratory.digest(folder)
    try engine.measure(experiment)
    #expect(try figures.laboratory.digest(folder) == digests)
    let table = try ExperimentResults(experiment, archive: engine.archive)
      .table(paper: PaperNumbers(root: figures.project.root), catalog: figures.project.catalog())
    #expect(table.columns.contains("tiny-test zeros before the last layer"))
  }
}
