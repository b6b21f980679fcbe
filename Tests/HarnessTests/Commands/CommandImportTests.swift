import MATLABFiles
import SuperResolution
import Tensors
import Testing

@testable import Evaluating

/// A file of the authors' layout whose every value says where it is: 1000 layer + 100 i + 10 o + row + 0.1 column.
private func authorsFile(filters: [Int], widths: [Int]) -> [String: MATLABMatrix] {
  var matrices: [String: MATLABMatrix] = [:]
  let channels = [1] + widths + [1]
  for (index, size) in filters.enumerated() {
    let (inputs, outputs) = (channels[index], channels[index + 1])
    var values: [Double] = []
    for o in 0..<outputs {
      for position in 0..<size * size {
        for i in 0..<inputs {
          let (row, column) = (position % size, position / size)
          values.append(
            Double(1000 * (index + 1) + 100 * i + 10 * o + row) + 0.125 * Double(column))
        }
      }
    }
    let shape =
      switch index {
      case 0: [size * size, outputs]
      case filters.count - 1: [inputs, size * size]
      default: [inputs, size * size, outputs]
      }
    let name = "weights_conv\(index + 1)"
    matrices[name] = MATLABMatrix(name: name, shape: shape, values: values)
    let bias = "biases_conv\(index + 1)"
    matrices[bias] = MATLABMatrix(
      name: bias, shape: [outputs, 1], values: (0..<outputs).map { Double($0) + 0.5 })
  }
  return matrices
}

@Suite struct `Importing the authors' weights` {
  @Test(arguments: [[9, 1, 5], [9, 3, 5], [9, 5, 5], [3, 1, 1, 3]])
  func `every weight lies where the column-major position says`(_ filters: [Int]) throws {
    let widths = [4, 3, 2].prefix(filters.count - 1)
    let file = authorsFile(filters: filters, widths: Array(widths))
    let network = try AuthorsWeights(matrices: file, path: "x3.mat").network
    #expect(network.layout.filterSizes == filters)
    #expect(network.layout.widths == Array(widths))
    for layer in filters.indices {
      let weight = network.weight(ofLayer: layer)
      for o in 0..<weight.shape[0] {
        for i in 0..<weight.shape[1] {
          for row in 0..<filters[layer] {
            for column in 0..<filters[layer] {
              let expected =
                Float(1000 * (layer + 1) + 100 * i + 10 * o + row) + 0.125 * Float(column)
              #expect(weight[o, i, row, column] == expected, "layer \(layer): \(o) \(i) \(row) \(column)")
            }
          }
        }
      }
      #expect(network.bias(ofLayer: layer).elements == (0..<weight.shape[0]).map { Float($0) + 0.5 })
    }
  }

  @Test(
    arguments: [
      ("x3.mat", 3), ("models/9-5-5(ImageNet)/x2.mat", 2), ("srcnn-9-5-5-imagenet-x4.mat", 4),
      ("srcnn.mat", nil), ("max3.mat", nil), ("x33.mat", nil), ("x2-or-x3.mat", nil), ("X3.MAT", 3),
    ] as [(String, Int?)])
  func `the upscaling factor is a word of the file's name`(_ name: String, _ scale: Int?) {
    #expect(AuthorsWeights.scale(inName: name) == scale)
  }

  @Test func `a file without a layer names the variable, and what it has instead`() {
    var file = authorsFile(filters: [9, 1, 5], widths: [4, 3])
    file["biases_conv2"] = nil
    #expect(
      throws: NetworkImportError.missingVariable(
        path: "x3.mat", variable: "biases_conv2",
        found: ["biases_conv1", "biases_conv3", "weights_conv1", "weights_conv2", "weights_conv3"])
    ) { try AuthorsWeights(matrices: file, path: "x3.mat") }
    #expect(
      throws: NetworkImportError.missingVariable(path: "a.mat", variable: "weights_conv1", found: ["x"])
    ) {
      try AuthorsWeights(matrices: ["x": MATLABMatrix(name: "x", shape: [1], values: [1])], path: "a.mat")
    }
  }

  @Test(arguments: [
    ("weights_conv1", [80, 4]), ("weights_conv1", [64, 5]), ("weights_conv2", [5, 1, 3]),
    ("weights_conv2", [4, 4, 3]), ("weights_conv3", [3, 26]), ("weights_conv3", [25, 3]),
    ("biases_conv1", [5, 1]),
  ])
  func `a shape that doesn't fit is told with the variable`(_ name: String, _ shape: [Int]) throws {
    var file = authorsFile(filters: [9, 1, 5], widths: [4, 3])
    file[name] = MATLABMatrix(
      name: name, shape: shape, values: [Double](repeating: 0, count: shape.reduce(1, *)))
    let error = #expect(throws: NetworkImportError.self) {
      try AuthorsWeights(matrices: file, path: "x3.mat")
    }
    let sentence = try #require(error).description
    #expect(sentence.hasPrefix("x3.mat: variable '\(name)': expected "), "\(sentence)")
    #expect(sentence.contains("found \(shape.map(String.init).joined(separator: "x"))"), "\(sentence)")
  }

  @Test func `a weight that is no number is refused`() {
    var file = authorsFile(filters: [9, 1, 5], widths: [4, 3])
    file["biases_conv3"] = MATLABMatrix(name: "biases_conv3", shape: [1, 1], values: [.nan])
    #expect(throws: NetworkImportError.notFinite(path: "x3.mat", variable: "biases_conv3")) {
      try AuthorsWeights(matrices: file, path: "x3.mat")
    }
  }
}
