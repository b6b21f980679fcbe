import ExperimentSpecs
import Foundation
import Imaging
import SuperResolution
import Tensors
import Testing
import TestLaboratory
import Vocabulary

@testable import Datasets
@testable import Scoring

@Suite struct `Scoring` {
  private func image(_ width: Int, _ height: Int, channels: Int = 3) -> ByteImage {
    var random = RandomStream(seed: 4, purpose: "scoring")
    let leaves = DeadLeaves(width: width, height: height).image(using: &random)
    return channels == 3 ? leaves : leaves.channel(0)
  }

  private func network(channels: Int = 1) -> Network {
    var random = RandomStream(seed: 5, purpose: "scoring")
    let layout = NetworkLayout(channels: channels, filterSizes: [9, 5, 5], widths: [8, 4])
    return Network(layout: layout, initialization: .he, random: &random)
  }

  /// A network of one layer that gives each pixel of its input to a whole block.
  private func nearest(_ factor: Int) -> Network {
    let layers = Layer.chain(filters: [1], widths: [], channels: 1).enlarging(factor)
    let layout = NetworkLayout(channels: 1, layers: layers), maps = factor * factor
    let weight = Tensor(shape: [maps, 1, 1, 1], elements: [Float](repeating: 1, count: maps))
    return Network(layout: layout, weights: [weight], biases: [Tensor(zeros: [maps])])
  }

  @Test(arguments: [2, 3, 4])
  func `a network that enlarges by itself is given the image reduced`(scale: Int) throws {
    let source = image(53, 47)
    let set = TestSet(name: "s", images: [("i", source)], scale: scale, channels: .y, luma: .ycbcr)
    let truth = source.luma().cropped(toMultipleOf: scale)
    let small = Plane(truth).downscaled(by: scale)
    var large = Plane(width: truth.width, height: truth.height, samples: Plane(truth).samples)
    large = Plane(
      width: large.width, height: large.height,
      samples: (0..<large.samples.count).map { index in
        small.samples[index / large.width / scale * small.width + index % large.width / scale]
      })
    let expected = peakSignalToNoiseRatio(large.quantized().shaved(by: scale), truth.shaved(by: scale))
    let network = nearest(scale)
    #expect(set.scores(of: network, threads: 2).psnr == [expected])
    let curve = try #require(try set.curveScores(of: network, on: CPUBackend(threads: 1)))
    #expect(curve.psnr == [expected])
    #expect(curve.psnrCurveProtocol == [peakSignalToNoiseRatio(large.quantized(), truth)])
    let words = ScoringProtocol.table.sentence(scale: scale, luma: .ycbcr, enlargement: scale)
    #expect(words.contains("; MATLAB bicubic (antialiased) down by \(scale), not quantised; "), "\(words)")
  }

  @Test(arguments: [2, 3])
  func `the curve protocol is that of the un-padded network's output`(scale: Int) throws {
    let source = image(53, 47)
    let set = TestSet(name: "s", images: [("i", source)], scale: scale, channels: .y, luma: .ycbcr)
    let network = network()
    let scores = try #require(try set.curveScores(of: network, on: CPUBackend(threads: 1)))
    let truth = source.luma().cropped(toMultipleOf: scale)
    let blurred = Plane(truth).degraded(by: scale)
    let input = Tensor(shape: [1, blurred.height, blurred.width], elements: blurred.samples)
    let output = network(input, padding: .valid, threads: 1)
    let plane = Plane(width: output.shape[2], height: output.shape[1], samples: output.elements)
    #expect(output.shape == [1, truth.height - 16, truth.width - 16])
    #expect(scores.psnrCurveProtocol == [peakSignalToNoiseRatio(plane.quantized(), truth.shaved(by: 8))])
    #expect(scores.psnr == set.scores(of: network, threads: 2).psnr)
  }

  /// A network of one layer that gives its input back.
  private func identity(channels: Int) -> Network {
    let layout = NetworkLayout(channels: channels, filterSizes: [1], widths: [])
    var weight = Tensor(zeros: [channels, channels, 1, 1])
    for c in 0..<channels { weight[c, c, 0, 0] = 1 }
    return Network(layout: layout, weights: [weight], biases: [Tensor(zeros: [channels])])
  }

  @Test func `a network that changes nothing scores what bicubic does, on the luminance of the set`() throws {
    for luma in [DatasetManifest.Luma.ycbcr, .gray] {
      let y = TestSet(name: "s", images: [("i", image(60, 48))], scale: 3, channels: .y, luma: luma)
      let luminance = luma == .gray ? image(60, 48).fullRangeGray() : image(60, 48).luma()
      let expected = peakSignalToNoiseRatio(
        Plane(luminance).degraded(by: 3).quantized().shaved(by: 3), luminance.shaved(by: 3))
      #expect(y.bicubicScores().psnr == [expected])
      for channels in DataSection.Channels.allCases {
        let set = TestSet(name: "s", images: [("i", image(60, 48))], scale: 3, channels: channels, luma: luma)
        let (own, bicubic) = (
          set.scores(of: identity(channels: channels.count), threads: 1), set.bicubicScores()
        )
        #expect(own.psnr == bicubic.psnr)
        #expect(own.ssim == bicubic.ssim)
        // By way of RGB bytes some tenths are lost or won in rounding, not more.
        #expect(abs(set.bicubicScores().meanPSNR - expected) < 0.3, "\(channels) \(luma)")
      }
    }
  }

  @Test func `a gray file is scored on its own samples, whatever the network sees`() {
    let gray = image(60, 48, channels: 1)
    let expected = peakSignalToNoiseRatio(
      Plane(gray).degraded(by: 2).quantized().shaved(by: 2), gray.shaved(by: 2))
    for channels in DataSection.Channels.allCases {
      let set = TestSet(name: "s", images: [("i", gray)], scale: 2, channels: channels, luma: .ycbcr)
      #expect(set.bicubicScores().psnr == [expected], "\(channels)")
    }
  }

  @Test func `the measures are taken of the shaved luminance, and are the same for any number of threads`() {
    let images = [("large", image(170, 175)), ("small", image(60, 48))]
    let set = TestSet(name: "s", images: images, scale: 2, channels: .y, luma: .ycbcr)
    let scores = set.bicubicScores(measures: ImageMeasure.allCases, threads: 1)
    #expect(scores.measures == ImageMeasure.allCases)
    let truth = image(170, 175).luma().cropped(toMultipleOf: 2)
    let output = Plane(truth).degraded(by: 2).quantized().shaved(by: 2)
    for measure in ImageMeasure.allCases {
      #expect(
        scores[measure][0] == measure.score(of: output, against: truth.shaved(by: 2)), "\(measure.title)")
      #expect(scores[measure][1].isNaN == (measure == .msssim), "\(measure.title)")
      #expect(scores.mean(measure).isNaN == (measure == .msssim), "\(measure.title)")
      for threads in [2, 5] {
        let again = set.bicubicScores(measures: ImageMeasure.allCases, threads: threads)
        #expect(zip(again[measure], scores[measure]).allSatisfy { $0.bitPattern == $1.bitPattern })
      }
    }
    #expect(set.bicubicScores().measures == [.psnr, .ssim])
    #expect(set.bicubicScores() == SetScores(images: scores.images, psnr: scores.psnr, ssim: scores.ssim))
  }

  /// - Source: MATLAB's values as the protocol gives them; the paper's Table 2 has them to two decimals.
  @Test(.enabled(if: RealDatasets.folder != nil || RealDatasets.isRequired, "\(RealDatasets.skipped)"))
  func `bicubic on Set5 scores what the paper's protocol gives`() throws {
    let catalog = try DatasetCatalog(
      root: packageRoot, dataRoot: nil, environment: ProcessInfo.processInfo.environment)
    let set5 = try catalog.require("set5")
    for (scale, psnr, ssim) in [(2, 33.6614, 0.9299), (3, 30.3922, 0.8682), (4, 28.4207, 0.8104)] {
      let scores = try TestSet(set5, scale: scale, channels: .y).bicubicScores()
      #expect(abs(scores.meanPSNR - psnr) < 0.0005)
      #expect(abs(scores.meanSSIM - ssim) < 0.0001)
    }
  }
}
