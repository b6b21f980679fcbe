import Tensors
import Vocabulary

extension StateDictionary {
  /// The layers that the dictionary has, in the natural order of their names: `conv1`, `conv2`; `features.0`, `map.0`,
  /// `reconstruction`; `net.0`, `net.2`, `net.10`.
  ///
  /// A layer is a tensor `NAME.weight` of four axes, with a `NAME.bias` unless it has none. `NAME.weight` of one axis without a
  /// bias has the slopes of a PReLU: behind the first layer `NAME` is `prelu1`, and so on; of other names there is one behind each
  /// layer but the last, in their order.
  /// - Throws: `ModelFileError.unsupported` if the layers don't fit onto each other.
  package func chain(path: String) throws(ModelFileError) -> ConvolutionChain {
    let names = tensors.keys.compactMap { name -> String? in
      name.hasSuffix(".weight") && tensors[name]?.shape.count == 4 ? String(name.dropLast(7)) : nil
    }.sorted { naturalOrder($0).lexicographicallyPrecedes(naturalOrder($1)) }
    guard !names.isEmpty else {
      throw .unsupported(
        path: path, part: "the state dictionary",
        expected: "tensors NAME.weight (O, I, H, W) and NAME.bias, as in conv1.weight", found: found)
    }
    var layers: [ConvolutionChain.Layer] = []
    for name in names {
      guard let weight = tensors["\(name).weight"] else { continue }
      // Without elements it could claim any number of outputs, and as many biases would be made.
      guard !weight.shape.contains(0) else {
        throw .unsupported(
          path: path, part: "\(name).weight", expected: "weights (O, I, H, W)",
          found: "the shape \(weight.shape)")
      }
      let bias = tensors["\(name).bias"] ?? Tensor(zeros: [weight.shape[0]])
      if let last = layers.last, last.weight.shape[0] != weight.shape[1] {
        throw .unsupported(
          path: path, part: "\(name).weight",
          expected: "\(last.weight.shape[0]) channels, as the layer before gives", found: "\(weight.shape[1])"
        )
      }
      let own = ConvolutionChain.Layer.Names(weight: "\(name).weight", bias: "\(name).bias")
      layers.append(.init(weight: weight, bias: bias, names: own))
    }
    let slopes = try slopes(behind: layers.count - 1, path: path)
    for (index, name) in slopes {
      layers[index].slope = tensors["\(name).weight"]?.repeated(layers[index].bias.count)
      layers[index].names?.slope = "\(name).weight"
    }
    let used = Set(names.flatMap { ["\($0).weight", "\($0).bias"] } + slopes.values.map { "\($0).weight" })
    let others = tensors.keys.filter { !used.contains($0) }.sorted()
    guard others.isEmpty else {
      throw .unsupported(
        path: path, part: "the state dictionary", expected: "convolutions and slopes of PReLU alone",
        found: others.prefix(6).joined(separator: ", "))
    }
    return ConvolutionChain(layers: layers, padding: nil, metadata: metadata)
  }

  /// The names of the slopes by the layer that they lie behind, counted from 0.
  private func slopes(behind count: Int, path: String) throws(ModelFileError) -> [Int: String] {
    let names = tensors.keys.compactMap { name -> String? in
      let own = String(name.dropLast(7))
      let isOfAnother = ["norm", "bn", "scale", "gamma"].contains(where: own.lowercased().contains)
      let hasSlopes =
        !isOfAnother && name.hasSuffix(".weight") && tensors[name]?.shape.count == 1
        && tensors["\(own).bias"] == nil
      return hasSlopes ? own : nil
    }.sorted { naturalOrder($0).lexicographicallyPrecedes(naturalOrder($1)) }
    let numbers = names.compactMap { name -> Int? in
      let last = name.split(separator: ".").last ?? ""
      return last.hasPrefix("prelu") ? Int(last.dropFirst(5)) : nil
    }
    let isNumbered = numbers.count == names.count
    guard isNumbered ? numbers.allSatisfy((1...max(count, 1)).contains) : names.count == count else {
      throw .unsupported(
        path: path, part: "the state dictionary",
        expected: "slopes of PReLU behind each layer but the last, or called prelu1, prelu2, …",
        found: names.joined(separator: ", "))
    }
    let places = isNumbered ? numbers.map { $0 - 1 } : Array(names.indices)
    return Dictionary(zip(places, names), uniquingKeysWith: { $1 })
  }

  private var found: String {
    tensors.isEmpty ? "none" : tensors.keys.sorted().prefix(12).joined(separator: ", ")
  }
}

/// The words and numbers of a name: numbers come by their value, before words.
private func naturalOrder(_ name: String) -> [NamePart] {
  name.chunkedByDigits.map { part in Int(part).map(NamePart.number) ?? .word(part) }
}

private enum NamePart: Comparable {
  case number(Int)
  case word(String)
}

extension String {
  /// Runs of digits and of other characters.
  fileprivate var chunkedByDigits: [String] {
    var parts: [String] = []
    for character in self {
      if let last = parts.last?.last, last.isASCIIDigit == character.isASCIIDigit {
        parts[parts.count - 1].append(character)
      } else {
        parts.append(String(character))
      }
    }
    return parts
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
