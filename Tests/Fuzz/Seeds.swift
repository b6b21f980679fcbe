import Foundation
import HostSystem
import Imaging
import ModelFiles
import Tensors

/// Writes small files of the kinds that the project writes, for the reader that `FUZZ_READER` says to begin with.
func writeSeeds(in folder: String) throws {
  switch ProcessInfo.processInfo.environment["FUZZ_READER"] {
  case "image": try writeImages(in: folder)
  case "onnx": try writeAtomically(chain.onnx(name: "seed"), to: folder + "/chain.onnx")
  case "safetensors": try writeAtomically(states.safetensors, to: folder + "/states.safetensors")
  default: break
  }
}

private func writeImages(in folder: String) throws {
  let foreign: [(name: String, bytes: [UInt8])] = [
    ("a.heic", PhotoFixtures.heic), ("deep.heic", PhotoFixtures.deepHEIC),
    ("two.heic", PhotoFixtures.twoHEIC),
    ("a.avif", PhotoFixtures.avif), ("transparent.avif", PhotoFixtures.transparentAVIF),
    ("interlaced.gif", PhotoFixtures.interlacedGIF), ("animated.gif", PhotoFixtures.animatedGIF),
    ("gray.gif", PhotoFixtures.grayGIF), ("cmyk.jpeg", JPEGFixtures.cmyk),
  ]
  for file in foreign { try writeAtomically(file.bytes, to: "\(folder)/\(file.name)") }
  for format in [PhotoFormat.jpeg, .tiff, .webp, .png] {
    for channels in [1, 3] {
      let image = ByteImage(
        width: 20, height: 18, channels: channels,
        pixels: (0..<20 * 18 * channels).map { UInt8(truncatingIfNeeded: $0 * $0 / 7) })
      let writer = try PhotoWriter(
        path: "\(folder)/\(channels).\(format)", format: format, width: 20, height: 18, channels: channels,
        bits: 8, description: PhotoDescription())
      try writer.append(Photo(image: image).raster)
      try writer.finish()
    }
  }
}

private var chain: ConvolutionChain {
  ConvolutionChain(layers: [layer(3, 1, 3), layer(2, 3, 1), layer(1, 2, 3)], padding: .replicate)
}

private var states: StateDictionary {
  var states = StateDictionary(tensors: [:], metadata: ["padding": "replicate"])
  for (index, layer) in chain.layers.enumerated() {
    states.tensors["conv\(index + 1).weight"] = layer.weight
    states.tensors["conv\(index + 1).bias"] = layer.bias
  }
  return states
}

private func layer(_ outputs: Int, _ inputs: Int, _ size: Int) -> ConvolutionChain.Layer {
  .init(weight: Tensor(zeros: [outputs, inputs, size, size]), bias: Tensor(zeros: [outputs]))
}
