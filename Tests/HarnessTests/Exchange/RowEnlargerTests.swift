import Imaging
import SuperResolution
import Tensors
import Testing
import TestLaboratory

@testable import Evaluating
@testable import RunRecords

@Suite struct `Enlarging in parts` {
  /// Networks of every kind of channels and padding; one whose filters reach further than a tile.
  static let methods: [EvaluatedMethod] = [
    .bicubic, .network(randomNetwork([9, 1, 5], widths: [16, 8]), name: "y"),
    .network(randomNetwork([9, 5, 5], widths: [8, 8], padding: .zero), name: "zero"),
    .network(randomNetwork([5, 3, 5], widths: [8, 8], channels: .rgb), name: "rgb"),
    .network(randomNetwork([5, 3, 5], widths: [8, 8], channels: .ycbcr), name: "ycbcr"),
    .network(randomNetwork([41, 41, 3], widths: [2, 2]), name: "wide"),
  ]

  private func raster(_ channels: Int, bits: Int) -> Raster {
    var random = RandomStream(seed: 3, purpose: "raster")
    let count = 23 * 101 * channels
    return Raster(
      width: 23, height: 101, channels: channels,
      samples: bits == 8
        ? .bytes((0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) })
        : .words((0..<count).map { _ in UInt16(truncatingIfNeeded: random.next()) }))
  }

  @Test(arguments: methods, [(1, 8), (3, 8), (4, 8), (2, 16), (3, 16)])
  func `gives the bits of the whole`(_ method: EvaluatedMethod, _ kind: (channels: Int, bits: Int)) throws {
    let upscaling = try Upscaling(method: method, scale: method.scale ?? 3, threads: 2)
    let enlarger = try RowEnlarger(raster(kind.channels, bits: kind.bits), by: upscaling, name: "image")
    let whole = enlarger.rows(0..<enlarger.height)
    let tile = NetworkLayout.tileHeight
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
    guard case .bytes(let bytes) = raster(3, bits: 8).samples else { return }
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
}
