import Wording

/// Why weights of another program could not be taken over.
package enum NetworkImportError: CommandError, Equatable {
  /// A variable that the format has isn't in the file.
  case missingVariable(path: String, variable: String, found: [String])
  /// A variable's shape doesn't fit the format or the layer before it.
  case wrongShape(path: String, variable: String, expected: String, found: [Int])
  /// The network has no layers, or too many.
  case wrongLayers(path: String, most: Int, found: Int)
  /// A value isn't finite.
  case notFinite(path: String, variable: String)
  /// Neither option nor file name says the upscaling factor.
  case unknownScale(path: String)
  /// The upscaling factor isn't one that is evaluated.
  case badScale(found: Int)
  /// The operating system refused to read the file, or it is too large.
  case unreadable(path: String, reason: String)
  /// The file is none of the formats.
  case unknownFormat(path: String)
  /// The file is a PyTorch pickle, which can run any code when it is read.
  case pickle(path: String)
  /// The file isn't one of this program's, and has to be imported first if it is another's.
  case foreign(path: String)
  /// Neither option nor file says how the border is padded.
  case unknownPadding(path: String)
  /// Neither option nor file says what the three channels are.
  case unknownChannels(path: String)

  /// 2 for an option, 3 for a file.
  package var exitCode: Int32 {
    switch self {
    case .unknownScale, .badScale, .unknownPadding, .unknownChannels: 2
    case .missingVariable, .wrongShape, .wrongLayers, .notFinite, .unreadable, .unknownFormat, .pickle,
      .foreign:
      3
    }
  }
}

extension NetworkImportError: CustomStringConvertible {
  /// One sentence: what, where, expected, found, what to do.
  package var description: String {
    switch self {
    case .missingVariable(let path, let variable, let found):
      "\(path): expected SRCNN weights with a variable '\(variable)', "
        + "found \(found.isEmpty ? "none" : found.joined(separator: ", ")); is it one of the authors' files?"
    case .wrongShape(let path, let variable, let expected, let found):
      "\(path): variable '\(variable)': expected \(expected), "
        + "found \(found.map(String.init).joined(separator: "x"))"
        + (path.lowercased().hasSuffix(".mat") ? "; is it one of the authors' files?" : "")
    case .wrongLayers(let path, let most, let found):
      "\(path): expected a network of 1 to \(most) layers, found \(found)"
    case .notFinite(let path, let variable):
      "\(path): variable '\(variable)' has values that aren't finite numbers; copy or download the file again"
    case .unknownScale(let path):
      "\(path): neither the option --scale nor the file's name (…x2.mat, …x3.mat, …x4.mat) says the upscaling "
        + "factor; add --scale 2, 3 or 4"
    case .unreadable(let path, let reason): "cannot read \(path): \(reason). Check the path."
    case .unknownFormat(let path):
      "\(path): expected a network as MATLAB (.mat), HDF5, safetensors or ONNX, found none of them"
    case .pickle(let path):
      "\(path) is a PyTorch pickle, which may run any code when it is read; in Python: safetensors.torch.save_file("
        + "torch.load('\(path)', weights_only=True), 'weights.safetensors'), and import that"
    case .foreign(let path):
      "\(path) isn't a network or method of this program; `experiments import \(path.shellWord) -o network.h5` makes one of "
        + "another program's file"
    case .unknownPadding(let path):
      "\(path): the file doesn't say what its layers read beyond the border; give `experiments import` --padding zero (as "
        + "PyTorch's padding=… does), replicate or valid (none)"
    case .unknownChannels(let path):
      "\(path): the file doesn't say what its three channels are; give `experiments import` --channels rgb or ycbcr"
    case .badScale(let found):
      "--scale: expected 2, 3 or 4, found \(found)"
    }
  }
}
