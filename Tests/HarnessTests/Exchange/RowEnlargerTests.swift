import ExperimentSpecs
import Imaging
import SuperResolution
import Tensors
import Testing
import TestLaboratory

@testable import Evaluating
@testable import RunRecords
@testable import Wording

@Suite struct `Enlarging in parts` {
  /// Networks of every kind of channels and padding; one whose filters reach further than a tile.
  static let methods: [EvaluatedMethod] = [
    .bicubic, .network(randomNetwork([9, 1, 5], widths: [16, 8]), name: "y"),
    .network(randomNetwork([9, 5, 5], widths: [8, 8], padding: .zero), name: "zero"),
    .network(randomNetwork([5, 3, 5], widths: [8, 8], channels: .rgb), name: "rgb"),
    .network(randomNetwork([5, 3, 5], widths: [8, 8], channels: .ycbcr), name: "ycbcr"),
    .network(randomNetwork([41, 41, 3], widths: [2, 2]), name: "wide"),
    .network(randomNetwork([5, 3, 3], widths: [8, 8], enlargement: 3), name: "sub-pixel"),
    .network(randomNetwork([5, 3], widths: [8], channels: .rgb, enlargement: 3), name: "sub-pixel, rgb"),
    sparseCoding,
  ]

  static let sparseCoding: EvaluatedMethod = {
    let section = MethodSection(
      name: .sparseCodingTIP,
      recipe: .coding(
        .init(
          atoms: 6, patches: 100, passes: 1, batch: 50, trainingPenalty: 0.1, penalty: 0.2,
          isNonNegative: false, amplitude: .fittedNorm, backProjections: 0)))
    // Random atoms of the right shape are always a model; a test below would miss it.
    guard let model = try? SparseCodingModels.random() else { return .bicubic }
    return .model(MethodFile(method: section, model: .sparseCoding(model), run: nil), name: "SC")
  }()

  private func raster(_ channels: Int, bits: Int) -> Raster {
    var random = RandomStream(seed: 3, purpose: "raster")
    let count = 23 * 101 * channels
    return Raster(
      width: 23, height: 101, channels: channels,
      samples: bits == 8
        ? .bytes((0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) })
        : .words((0..<count).map { _ in UInt16(truncatingIfNeeded: random.next()) }))
  }

  @Test func `a model of sparse coding is among the methods`() {
    #expect(Self.methods.contains { if case .model = $0 { true } else { false } })
  }

  @Test(arguments: methods, [(1, 8), (3, 8), (4, 8), (2, 16), (3, 16)])
  func `gives the bits of the whole`(_ method: EvaluatedMethod, _ kind: (channels: Int, bits: Int)) throws {
    let upscaling = try Upscaling(method: method, scale: method.scale ?? 3, threads: 2)
    let enlarger = try RowEnlarger(raster(kind.channels, bits: kind.bits), by: upscaling, name: "image")
    let whole = enlarger.rows(0..<enlarger.height)
    let tile = enlarger.tile
    for start in stride(from: 0, to: enlarger.height, by: 2 * tile) {
      let rows = start..<min(enlarger.height, start + 2 * tile)
      let part = enlarger.rows(rows)
      let samples =
        rows.lowerBound * whole.width * whole.channels..<rows.upperBound * whole.width * whole.channels
      switch (part.samples, whole.samples) {
      case (.bytes(let own), .bytes(let all)): #expect(own == Array(all[samples]), "rows \(rows)")
      case (.words(let own), .words(let all)): #expect(own == Array(all[samples]), "rows \(rows)")
      default: Issue.record("other bits")
      }
    }
  }

  @Test func `16 bits that are 257 times 8 bits give nearly the same image, with finer steps`() throws {
    guard case .bytes(let bytes) = raster(3, bits: 8).samples else {
      Issue.record("other bits")
      return
    }
    let deep = Raster(width: 23, height: 101, channels: 3, samples: .words(bytes.map { UInt16($0) * 257 }))
    let layout = NetworkLayout(channels: 1, filterSizes: [1], widths: [])
    let same = Network(
      layout: layout, weights: [Tensor(shape: [1, 1, 1, 1], elements: [1])], biases: [Tensor(zeros: [1])])
    let file = WeightsFile(network: same, scale: 3, channels: .y, padding: .valid)
    let upscaling = try Upscaling(method: .network(file, name: "same"), scale: nil, threads: 1)
    func enlarged(_ raster: Raster) throws -> Raster {
      let enlarger = try RowEnlarger(raster, by: upscaling, name: "image")
      return enlarger.rows(0..<enlarger.height)
    }
    let (fine, coarse) = (try enlarged(deep), try enlarged(raster(3, bits: 8)))
    guard case .words(let words) = fine.samples, case .bytes(let rounded) = coarse.samples else {
      Issue.record("other bits")
      return
    }
    // Y, Cb and Cr are rounded to bytes on the way of 8 bits, before and after, by up to half a step each.
    let apart = zip(words, rounded).map { abs(Double($0) / 257 - Double($1)) }.max() ?? 99
    #expect(apart < 4.5)
    #expect(Set(words.map { $0 % 257 }).count > 100)
  }

  @Test(arguments: [(1, 8), (4, 8), (3, 16)], [1.01, 1.5, 2.5, 3.7])
  func `reduced as it comes, gives the bits of the whole reduced`(
    _ kind: (channels: Int, bits: Int), _ factor: Double
  ) throws {
    try expectResizing(of: raster(kind.channels, bits: kind.bits), by: .bicubic, factor)
    #expect(
      try Upscaling(method: .bicubic, factor: factor, threads: 1).scale == max(2, Int(factor.rounded(.up))))
  }

  @Test(arguments: [(4, 1.01), (4, 1.05), (4, 1.3), (3, 2.0), (3, 4.0), (3, 3.01), (2, 3.3), (2, 4.0)])
  func `reduced or enlarged from a network's own factor, too`(_ scale: Int, _ factor: Double) throws {
    let layout = NetworkLayout(channels: 1, filterSizes: [1], widths: [])
    let same = Network(
      layout: layout, weights: [Tensor(shape: [1, 1, 1, 1], elements: [1])], biases: [Tensor(zeros: [1])])
    let file = WeightsFile(network: same, scale: scale, channels: .y, padding: .valid)
    try expectResizing(of: raster(1, bits: 8), by: .network(file, name: "same"), factor)
  }

  private func expectResizing(of image: Raster, by method: EvaluatedMethod, _ factor: Double) throws {
    let upscaling = try Upscaling(method: method, factor: factor, threads: 1)
    let enlarger = try RowEnlarger(image, by: upscaling, name: "image")
    let whole = enlarger.rows(0..<enlarger.height)
    let size = (width: Int((23 * factor).rounded()), height: Int((101 * factor).rounded()))
    let expected = Raster(
      (0..<image.channels).map {
        whole.plane(channel: $0, rows: 0..<whole.height).resizedRows(
          0..<size.height, width: size.width, height: size.height, from: 0, of: whole.height)
      }, bits: image.bits)
    for step in [1, 7, 64, 1000] {
      var resizer = RowResizer(from: (whole.width, whole.height), to: size)
      var rows: [Raster] = []
      for start in stride(from: 0, to: whole.height, by: step) {
        let part = enlarger.rows(start..<min(whole.height, start + step))
        if let made = resizer.append(part) { rows.append(made) }
      }
      #expect(rows.map(\.height).reduce(0, +) == size.height)
      #expect(joined(rows.map(\.samples)) == expected.samples, "\(step) rows")
    }
  }

  private func joined(_ parts: [Raster.Samples]) -> Raster.Samples {
    var (bytes, words): ([UInt8], [UInt16]) = ([], [])
    for part in parts {
      switch part {
      case .bytes(let list): bytes += list
      case .words(let list): words += list
      }
    }
    return words.isEmpty ? .bytes(bytes) : .words(words)
  }

  @Test func `every factor is made by a network's own, and without one by the next whole one`() throws {
    let network = EvaluatedMethod.network(randomNetwork([3, 3], widths: [4]), name: "own")
    #expect(try Upscaling(method: network, factor: nil, threads: 1).factor == 3)
    for factor in [1.5, 2, 3, 3.5, 4] {
      let own = try Upscaling(method: network, factor: factor, threads: 1)
      #expect(own.scale == 3 && own.factor == factor)
      let bicubic = try Upscaling(method: .bicubic, factor: factor, threads: 1)
      #expect(bicubic.scale == Int(factor.rounded(.up)) && bicubic.factor == factor)
    }
    for factor in [1, 4.01, Double.infinity, Double.nan] {
      #expect(throws: OptionError.self) { try Upscaling(method: network, factor: factor, threads: 1) }
    }
  }
}
