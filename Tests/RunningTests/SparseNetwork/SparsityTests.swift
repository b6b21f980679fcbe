import ExperimentSpecs
import Foundation
import HostSystem
import Imaging
import SuperResolution
import Tensors
import Testing
import TestLaboratory
import Vocabulary

@testable import Reporting
@testable import Scoring

@Suite struct `Sparsity of activations` {
  @Test(arguments: [(1, Padding.replicate), (3, .replicate), (1, .zero)])
  func `zeros are those of the activations before the last layer`(channels: Int, padding: Padding) throws {
    var stream = RandomStream(seed: 5, purpose: "sparsity")
    let image = ByteImage(
      width: 33, height: 27, channels: channels,
      pixels: (0..<33 * 27 * channels).map { _ in UInt8(stream.integer(below: 256)) })
    let set = TestSet(
      name: "noise", images: [("noise", image)], scale: 3, channels: channels == 1 ? .y : .rgb, luma: .ycbcr,
      padding: padding)
    func network(_ filters: [Int], _ widths: [Int]) -> Network {
      Network(
        layout: NetworkLayout(channels: channels, filterSizes: filters, widths: widths), initialization: .he,
        random: &stream)
    }
    let deep = network([5, 3, 3], [5, 4])
    let maps = deep(set.inputs(for: deep.layout)[0], depth: 2, padding: padding, threads: 2)
    #expect(maps.shape == [4, 27, 33])
    let zeros = Double(maps.elements.count { $0 == 0 }) / Double(maps.count)
    #expect(zeros > 0.1)
    // Sums of three numbers and a division.
    #expect(abs(set.sparsity(of: deep, threads: 2).meanZeros - zeros) < 1e-12)
    #expect(set.sparsity(of: deep, threads: 2).channels == 4)
    #expect(set.sparsity(of: network([3], []), threads: 1).channels == channels)
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
