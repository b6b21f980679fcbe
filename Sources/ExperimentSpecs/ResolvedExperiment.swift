/// One training run, with every value that it depends on.
public struct RunDescription: Sendable, Equatable, Codable {
  /// The name of the spec that asked for it.
  public var spec: String
  /// The variant: the spec's id, with the grid's values behind it, as in `9-1-5/batch=16`.
  public var variant: String
  /// The seed of all random streams, from 1.
  public var seed: Int
  /// The images.
  public var data: DataSection
  public var network: NetworkSection
  public var training: TrainingSection
  /// The run whose trained weights this one starts from, or `nil` for those of `initialMethod` or random ones.
  public var initialRun: RunDescription? { initialRuns?.first }
  /// At most one run, in a list since a value can't hold another of its kind.
  private var initialRuns: [RunDescription]?
  /// The run that trains sparse coding, which as a network is what this one starts from, or `nil`.
  public var initialMethod: MethodDescription?
  /// The run whose state this one goes on from, weights, the optimizer's memory, curve and all, or `nil`.
  public var continuedRun: RunDescription? { continuedRuns?.first }
  private var continuedRuns: [RunDescription]?
  /// The backprops after which it goes on from that run, or `nil`.
  public private(set) var continuedAt: Int?

  /// A run of these values, unchecked.
  public init(
    spec: String, variant: String, seed: Int, data: DataSection, network: NetworkSection,
    training: TrainingSection, initialRun: RunDescription? = nil,
    initialMethod: MethodDescription? = nil
  ) {
    self.spec = spec
    self.variant = variant
    self.seed = seed
    self.data = data
    self.network = network
    self.training = training
    initialRuns = initialRun.map { [$0] }
    self.initialMethod = initialMethod
  }

  /// The run that goes on from this one's state after so many backprops, on another device.
  public func continued(as variant: String, at backprops: Int, on device: String?) -> RunDescription {
    var run = self
    run.variant = variant
    run.training.device = device
    // What this one starts from is this one's affair.
    (run.initialRuns, run.initialMethod, run.training.initialWeights) = (nil, nil, nil)
    (run.continuedRuns, run.continuedAt) = ([self], backprops)
    return run
  }
}

/// An experiment under one profile: its runs in order, its figures, and how it departs from the paper.
public struct ResolvedExperiment: Sendable, Equatable, Codable {
  /// The spec's name, which names the folder of its results.
  public let spec: String
  /// What commands name the spec by: its name, or the path of a file that isn't among the project's.
  package let argument: String
  /// The spec's title.
  public let title: String
  /// The section, figure or table of the paper that the experiment re-runs.
  public let source: String
  /// What the experiment is to show, one sentence.
  public let claim: String
  /// The profile's name.
  public let profile: String
  /// What the profile costs to run, in words, or `nil` if the spec doesn't say.
  public let cost: String?
  /// What the variants have otherwise than in profile `paper`; nothing for that profile itself.
  public let departures: Departures
  /// It in phrases.
  public var deviations: [String] { departures.phrases }
  /// The image sets that each variant is trained on in profile `paper` with the same overrides, by its id.
  public let paperTrainingSets: [String: [String]]
  /// The figures that have a variant in this profile; `variants` of each is complete and in order.
  public let figures: [FigureSection]
  /// The tables of sets that the profile measures.
  public let tables: [TableSection]
  /// The claims, also those of variants or sets that the profile doesn't have.
  public let claims: [ClaimSection]
  /// What the legends call each variant, by its id.
  public let labels: [String: String]
  /// The runs that train networks: variants in order, for each the grid, for each the seeds.
  public let runs: [RunDescription]
  /// The runs that train methods, in the same order.
  public let methods: [MethodDescription]
}
