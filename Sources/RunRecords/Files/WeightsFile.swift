import ExperimentSpecs
import HDF5Storage
import SuperResolution
import Tensors
import Vocabulary

/// A trained network as it is kept: `weights.h5`.
///
/// `/conv1/weight` is float32 `[O, I, H, W]`, `/conv1/bias` float32 `[O]`, and so on for each layer; what the
/// network is for stands in the attributes of the file. The same network gives the same bytes.
package struct WeightsFile: Sendable, Equatable {
  /// The value of the attribute `format`.
  package static let format = "srcnn-weights"
  /// The layout that is written and read.
  package static let formatVersion = 1

  package var network: Network
  /// The upscaling factor that it was trained for.
  package var scale: Int
  /// What it sees of a pixel.
  package var channels: DataSection.Channels
  /// The padding that it was trained with; see `Padding.whenUsed`.
  package var padding: Padding
  /// The blur that it was trained to undo, or nil.
  package var blur: DataSection.Blur?
  /// The run that trained it; nil if it comes from elsewhere.
  package var run: Run?
  /// Where an imported network comes from, in words.
  package var origin: String?

  /// The training that a network comes from.
  package struct Run: Sendable, Equatable {
    /// The id of the run, 64 hexadecimal digits.
    package var id: String
    package var seed: Int
    /// The sub-images that it was trained on, counted again each time.
    package var backprops: Int

    /// A training by its id.
    package init(id: String, seed: Int, backprops: Int) {
      self.id = id
      self.seed = seed
      self.backprops = backprops
    }
  }

  /// A network with what must be known to use it.
  package init(
    network: Network, scale: Int, channels: DataSection.Channels, padding: Padding,
    blur: DataSection.Blur? = nil,
    run: Run? = nil, origin: String? = nil
  ) {
    self.network = network
    self.scale = scale
    self.channels = channels
    self.padding = padding
    self.blur = blur
    self.run = run
    self.origin = origin
  }

  /// Reads a file.
  /// - Throws: `HDF5StorageError`, or `RunError.unsuitable` if it isn't such a file.
  package init(contentsOf path: String) throws {
    try self.init(HDF5Contents(contentsOf: path), path: path)
  }

  /// The network that the contents of a file are.
  package init(_ contents: HDF5Contents, path: String) throws {
    try contents.require(format: Self.format, version: Self.formatVersion, path: path)
    network = try Network(of: contents, path: path)
    guard network.parameters.allSatisfy(\.isFinite) else {
      throw RunError.unsuitable(path: path, reason: "it has weights that aren't finite numbers")
    }
    scale = try contents.scale(path: path)
    channels = try contents.value("channels", path: path)
    padding = try contents.value("padding", path: path)
    guard [1, scale].contains(network.layout.enlargement) else {
      throw RunError.unsuitable(path: path, reason: "its attribute 'enlargement' isn't the scale")
    }
    guard channels.count == network.layout.channels else {
      throw RunError.unsuitable(path: path, reason: "its attribute 'channels' doesn't fit the network")
    }
    if contents.attributes["blur"] != nil {
      let deviation = try contents.double("blur")
      guard DataSection.Blur.deviations.contains(deviation) else {
        throw RunError.unsuitable(path: path, reason: "its attribute 'blur' is \(deviation)")
      }
      blur = DataSection.Blur(
        standardDeviation: deviation, reduction: try contents.value("blurReduction", path: path))
    }
    origin = contents.attributes["origin"] == nil ? nil : try contents.string("origin")
    if contents.attributes["runId"] != nil { run = try Run(of: contents, path: path) }
  }

  /// Writes the file whole and atomically.
  /// - Throws: `HDF5StorageError`.
  package func write(to path: String) throws {
    try contents.write(to: path)
  }

  package var contents: HDF5Contents {
    var contents = HDF5Contents()
    contents.describe(format: Self.format, version: Self.formatVersion, network: network)
    contents.attributes["scale"] = .int(Int64(scale))
    contents.attributes["channels"] = .string(channels.rawValue)
    contents.attributes["padding"] = .string(padding.rawValue)
    contents.attributes["valueRange"] = .string("0...1 (8-bit samples / 255)")
    contents.attributes["blur"] = blur.map { .double($0.standardDeviation) }
    contents.attributes["blurReduction"] = blur.map { .string($0.reduction.rawValue) }
    contents.attributes["origin"] = origin.map { .string($0) }
    run?.describe(in: &contents)
    return contents
  }
}

extension Padding {
  /// The padding that a network so trained is used and scored with: zeros if it has learned with them, else the
  /// border repeated, as in the authors' demo.
  package var whenUsed: Padding { self == .zero ? .zero : .replicate }
}

extension WeightsFile.Run {
  /// More than any training counts, and sums of it stay whole numbers.
  static let mostBackprops = 1 << 53

  package init(of contents: HDF5Contents, path: String) throws {
    id = try contents.string("runId")
    seed = try contents.int("seed")
    backprops = try contents.int("backprops")
    guard (0...Self.mostBackprops).contains(backprops) else {
      throw RunError.unsuitable(path: path, reason: "its attribute 'backprops' is \(backprops)")
    }
  }

  func describe(in contents: inout HDF5Contents) {
    contents.attributes["runId"] = .string(id)
    contents.attributes["seed"] = .int(Int64(seed))
    contents.attributes["backprops"] = .int(Int64(backprops))
  }
}
