/// What every run has, whatever it trains.
public protocol DescribedRun: Sendable, Codable {
  /// The name of the spec that asked for it.
  var spec: String { get }
  var variant: String { get }
  /// The seed of all random streams, from 1.
  var seed: Int { get }
  /// The images.
  var data: DataSection { get }
}

extension RunDescription: DescribedRun {}

/// One run that trains a method in place of a network, with every value that it depends on.
///
/// Of its data the training images, the upscaling factor and the test sets count, not the sub-images.
public struct MethodDescription: DescribedRun, Equatable {
  /// The name of the spec that asked for it.
  public var spec: String
  /// The variant: the spec's id, with the grid's values behind it.
  public var variant: String
  /// The seed of all random streams, from 1.
  public var seed: Int
  /// The images.
  public var data: DataSection
  public var method: MethodSection

  /// A run of these values, unchecked.
  public init(spec: String, variant: String, seed: Int, data: DataSection, method: MethodSection) {
    self.spec = spec
    self.variant = variant
    self.seed = seed
    self.data = data
    self.method = method
  }
}

/// What decides a trained method, as JSON with sorted keys and shortest numbers, for the run's id: the training
/// images, the upscaling factor, the settings that the method uses, and the seed.
public func canonicalJSON(of run: MethodDescription) -> [UInt8] { Array(canonical(run).canonicalText.utf8) }

func canonical(_ run: MethodDescription) -> JSON {
  let left: Set = ["test", "validation", "measures", "subImage", "stride"]
  return JSON.object([
    .init(key: "data", value: (DataSection.form.write(run.data) ?? .null).without(left)),
    .init(key: "method", value: MethodSettings.form.write(MethodSettings(run.method)) ?? .null),
    .init(key: "seed", value: .integer(run.seed)),
  ])
}
