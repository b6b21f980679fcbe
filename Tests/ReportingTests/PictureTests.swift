import ExperimentSpecs
import Foundation
import Imaging
import Plotting
import SuperResolution
import Tensors
import Testing
import TestLaboratory

@testable import Wording
@testable import Evaluating
@testable import ProjectFiles
@testable import Reporting
@testable import RunRecords
@testable import Scoring

@Suite struct `Pictures of networks` {
  /// A network of 18 filters of 3 x 3, filter i being i times a ramp; number 0 is flat.
  private var ramps: Network {
    let layout = NetworkLayout(channels: 1, filterSizes: [3, 1, 1], widths: [18, 2])
    let ramp: [Float] = [-4, -3, -2, -1, 0, 1, 2, 3, 4]
    let weights = [
      Tensor(shape: [18, 1, 3, 3], elements: (0..<18).flatMap { i in ramp.map { $0 * Float(i) } }),
      Tensor(zeros: [2, 18, 1, 1]), Tensor(zeros: [1, 2, 1, 1]),
    ]
    return Network(layout: layout, weights: weights, biases: [18, 2, 1].map { Tensor(zeros: [$0]) })
  }

  private func random(_ channels: Int = 1) -> Network {
    var stream = RandomStream(seed: 5, purpose: "picture")
    return Network(
      layout: NetworkLayout(channels: channels, filterSizes: [5, 3, 3], widths: [5, 4]), initialization: .he,
      random: &stream)
  }

  @Test func `filters are sorted by variance, 16 a row, and flat ones are told apart`() {
    let picture = FilterPicture(ramps, channel: 0)
    #expect(picture.deviations == picture.deviations.sorted(by: >))
    #expect(picture.deviations.count == 18 && picture.deviations.last == 0)
    #expect(picture.deadCount == 1)
    let montage = picture.montage(title: "Ramps")
    #expect(
      montage.labels.map(\.text) == [
        "Ramps: 18 filters by variance, each at its own contrast; 1 dead (as they began), framed"
      ])
    // 16 tiles of 54 pixels with 6 between them; two rows below the title.
    #expect(montage.width == 6 + 16 * 60 && montage.height == 36 + 2 * 60)
  }

  @Test func `filters that stayed as they began are dead, whatever their variance`() {
    let beginning = random()
    var weights = (0..<3).map(beginning.weight)
    for index in 0..<25 { weights[0].elements[index] *= 1.02 }
    let trained = Network(
      layout: beginning.layout, weights: weights, biases: (0..<3).map(beginning.bias))
    #expect(FilterPicture(trained, channel: 0, beginning: beginning).deadCount == 4)
    #expect(FilterPicture(trained, channel: 0).deadCount == 0)
  }

  @Test func `atoms are drawn as filters, beside the high-resolution ones and a network's filters`() throws {
    let model = try SparseCodingModels.random(atoms: 20)
    let montage = try AtomPicture(model, beside: ramps).montage(dictionary: "SC", network: "Ramps")
    #expect(
      montage.labels.map(\.text) == [
        "SC: 20 low-resolution atoms as filters, by variance",
        "SC: their high-resolution atoms, in the same order", "Ramps: first-layer filters, by variance",
      ])
    // Two rows of each; tiles of 6 x 9, 10 x 5 and 18 x 3 pixels with 6 between them.
    #expect(montage.width == 6 + 16 * 60 && montage.height == 3 * 36 + 2 * (60 + 56 + 60))
    let project = try FigureLaboratory()
    let file = WeightsFile(network: ramps, scale: 2, channels: .y, padding: .valid)
    let section = MethodSection(
      name: .sparseCodingTIP,
      recipe: .coding(
        .init(
          atoms: 20, patches: 100, passes: 1, batch: 50, trainingPenalty: 0.1, penalty: 0.2,
          isNonNegative: false, amplitude: .fittedNorm, backProjections: 0)))
    let methods: [EvaluatedMethod] = [
      .network(file, name: "ours"),
      .model(MethodFile(method: section, model: .sparseCoding(model), run: nil), name: "SC"),
    ]
    let folder = project.laboratory.results + "/figures"
    #expect(
      try project.project.draw(.atoms, of: methods, in: folder, name: "atoms", threads: 1)
        == [folder + "/atoms.png"])
    #expect(throws: OptionError.self) {
      try project.project.draw(.atoms, of: [methods[0]], in: folder, name: "atoms", threads: 1)
    }
  }

  /// The naive twin: convolution by its definition in double precision, then max(0, x).
  @Test(arguments: [1, 3])
  func `feature maps are the rectified outputs of the layers`(channels: Int) throws {
    let network = random(channels)
    var image = NaiveConvolution.Planes(channels: channels, height: 9, width: 11)
    for index in image.values.indices { image.values[index] = Double((index * 37) % 100) / 100 }
    let input = Tensor(shape: [channels, 9, 11], elements: image.values.map(Float.init))
    var naive = image
    for layer in 0..<2 {
      let margin = network.layout.filterSizes[layer] / 2
      naive = NaiveConvolution.forward(
        NaiveConvolution.extended(naive, by: margin, padding: .replicate),
        weight: network.weight(ofLayer: layer),
        bias: network.bias(ofLayer: layer))
      for index in naive.values.indices { naive.values[index] = max(0, naive.values[index]) }
      let maps = network.featureMaps(ofLayer: layer, of: input, threads: 2)
      #expect(maps.count == network.layout.widths[layer])
      let samples = maps.flatMap(\.samples)
      try #require(samples.count == naive.values.count)
      #expect(zip(samples, naive.values).allSatisfy { abs(Double($0) - $1) < 1e-4 })
    }
  }

  @Test func `a comparison measures what eval does`() throws {
    let laboratory = try RunLaboratory()
    let image = try ByteImage(contentsOf: laboratory.root + "/datasets/tiny-test/0.png")
    let file = WeightsFile(network: random(), scale: 2, channels: .y, padding: .valid)
    let methods: [EvaluatedMethod] = [.bicubic, .network(file, name: "ours")]
    let picture = ComparisonPicture(
      name: "leaves", image: image, scale: 2, part: PixelRectangle(x: 2, y: 3, width: 10, height: 12),
      luma: .ycbcr, methods: methods, threads: 1)
    let set = TestSet(name: "x", images: [("leaves", image)], scale: 2, channels: .y, luma: .ycbcr)
    #expect(try picture.psnr(of: methods[0]) == set.bicubicScores().meanPSNR)
    #expect(try picture.psnr(of: methods[1]) == set.scores(of: file.network, threads: 1).meanPSNR)
    let labels = try picture.montage(title: "t").labels.map(\.text)
    #expect(labels.prefix(3) == ["t", "leaves", "Original"] && labels.count == 5)
    let ours = try picture.psnr(of: methods[1]).fixed(2)
    #expect(labels[4] == "ours: \(ours) dB")
  }

  @Test func `images lie over the words, cut off where they stick out`() throws {
    var montage = Montage(width: 6, height: 4)
    montage.place(ByteImage(width: 2, height: 2, channels: 1, pixels: [0, 1, 2, 3]), x: -1, y: 1)
    montage.place(ByteImage(width: 2, height: 2, channels: 1, pixels: [4, 5, 6, 7]), x: 5, y: 3)
    let runner = try GnuplotRunner(environment: ProcessInfo.processInfo.environment)
    let gray = try montage.image("test", gnuplot: runner).channel(0)
    let w: UInt8 = 255
    #expect(gray.pixels == [w, w, w, w, w, w, 1, w, w, w, w, w, 3, w, w, w, w, w, w, w, w, w, w, 4])
    var words = Montage(width: 80, height: 24)
    words.write("'quoted'", x: 40, y: 12)
    let drawn = try words.image("test", gnuplot: runner)
    #expect(drawn.width == 80 && drawn.pixels.contains { $0 < 128 })
    words.place(
      ByteImage(width: 80, height: 24, channels: 1, pixels: [UInt8](repeating: 200, count: 80 * 24)), x: 0,
      y: 0)
    #expect(try words.image("test", gnuplot: runner).pixels.allSatisfy { $0 == 200 })
  }

  @Test func `a picture is drawn into a file, and a network that doesn't fit is refused`() throws {
    let figures = try FigureLaboratory()
    let file = WeightsFile(network: random(), scale: 2, channels: .y, padding: .valid)
    let networks = [EvaluatedMethod.network(file, name: "ours")]
    let folder = figures.laboratory.results + "/figures"
    let paths = try figures.project.draw(.fig5, of: networks, in: folder, name: "fig5-ours", threads: 1)
    #expect(paths == [folder + "/fig5-ours.png"])
    #expect(try ByteImage(contentsOf: paths[0]).channels == 3)
    #expect(throws: OptionError.self) {
      try figures.project.draw(.fig13, of: networks, in: folder, name: "fig13", threads: 1)
    }
    let colour = WeightsFile(network: random(3), scale: 2, channels: .ycbcr, padding: .valid)
    let chroma = try figures.project.draw(
      .fig13, of: [.network(colour, name: "c")], in: folder, name: "fig13", threads: 1)
    #expect(chroma == [folder + "/fig13-cb.png", folder + "/fig13-cr.png"])
  }

  /// - Source: the paper's Figs. 14 to 16: bicubic 24.04, 23.71 and 26.63 dB.
  @Test(
    .enabled(if: RealDatasets.folder != nil || RealDatasets.isRequired, "\(RealDatasets.skipped)"),
    arguments: [(PaperPicture.fig14, 24.04), (.fig15, 23.71), (.fig16, 26.63)])
  func `bicubic under the pictures is the paper's`(picture: PaperPicture, published: Double) throws {
    let subject = try #require(picture.subject)
    let project = try Project(
      root: packageRoot, dataRoot: RealDatasets.folder, currentFolder: "/", environment: [:])
    let set = try project.catalog().require(subject.set)
    let image = try #require(try set.loadImages().first { $0.name == subject.image }?.image)
    #expect(
      subject.part.x + subject.part.width <= image.width
        && subject.part.y + subject.part.height <= image.height)
    let comparison = ComparisonPicture(
      name: subject.image, image: image, scale: 3, part: subject.part, luma: set.manifest.luma,
      methods: [.bicubic], threads: 1)
    #expect(try abs(comparison.psnr(of: .bicubic) - published) <= 0.005)
  }
}
