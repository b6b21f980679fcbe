import Vocabulary

extension TrainingSection.Phase {
  private enum Fields {
    static let share = Field<TrainingSection.Phase, Double>(
      "share", .number(above: 0, to: 1), says: "The part of the whole training.", get: \.share)
    static let lossChannels = Field<TrainingSection.Phase, [DataSection.Component]>(
      "lossChannels", .list(of: .word, expected: "a list of channels", atLeast: 1, isDistinct: true),
      says: "The channels that count in the loss.", get: \.lossChannels)
  }

  static let form = Form<Self>.section(
    "an object with share and lossChannels", [AnyField(Fields.share), AnyField(Fields.lossChannels)]
  ) { values in
    guard let share = values[Fields.share], let channels = values[Fields.lossChannels] else { return nil }
    return TrainingSection.Phase(share: share, lossChannels: channels)
  }
}

extension TrainingSection {
  private enum Fields {
    static let loss = Field<TrainingSection, Loss>("loss", .word, says: "What is minimised.", get: \.loss)
    static let optimizer = Field<TrainingSection, Optimizer>(
      "optimizer", Optimizer.form, says: "How it is minimised.", get: \.optimizer)
    static let schedule = Field<TrainingSection, Schedule>(
      "schedule", Schedule.form, says: "How the learning rates change.", get: \.schedule)
    static let batch = Field<TrainingSection, Int>(
      "batch", .integer(1...65536), says: "Sub-images in one step.", get: \.batch)
    static let backprops = Field<TrainingSection, Int>(
      "backprops", .backprops, isOptional: true,
      says: "Sub-images that training goes through in all; absent or null: see epochs.",
      get: { $0.epochs == nil ? $0.backprops : nil })
    static let epochs = Field<TrainingSection, Int>(
      "epochs", .integer(1...1_000_000), isOptional: true,
      says: "How often training goes through all sub-images, in place of backprops.", get: \.epochs)
    static let evaluateEvery = Field<TrainingSection, Int>(
      "evaluateEvery", .backprops, says: "Backprops between two measurements on the test sets.",
      get: \.evaluateEvery)
    static let evaluateEarly = Field<TrainingSection, Int>(
      "evaluateEarly", .backprops, isOptional: true,
      says:
        "Backprops between two measurements at the beginning, evaluateEvery divided by a power of two; the "
        + "distance doubles with the backprops until it is evaluateEvery; absent or null: evaluateEvery throughout.",
      get: \.evaluateEarly)
    static let checkpointEvery = Field<TrainingSection, Int>(
      "checkpointEvery", .backprops, says: "Backprops between two checkpoints.", get: \.checkpointEvery)
    static let seeds = Field<TrainingSection, Int>(
      "seeds", .integer(1...1000), says: "Runs of each variant; run i has seed i.", get: \.seeds)
    static let averaging = Field<TrainingSection, Double>(
      "averaging", .number(above: 0, below: 1), isOptional: true,
      says: "The decay of the moving average of the weights that is measured; absent or null: none.",
      get: \.averaging)
    static let whitening = Field<TrainingSection, Double>(
      "whitening", .number(above: 0, below: 1), isOptional: true,
      says:
        "SGD's or Adam's steps on the first layer are taken in coordinates in which its inputs are white; the number is the "
        + "least eigenvalue reckoned with, as a share of the largest; absent or null: in pixels.",
      get: \.whitening)
    static let phases = Field<TrainingSection, [Phase]>(
      "phases", .list(of: Phase.form, expected: "a list of 1 to 16 phases", atLeast: 1, atMost: 16),
      isOptional: true,
      says:
        "Parts of the training, each with the channels that count in its loss; absent or null: all count.",
      get: \.phases)
    static let initialWeights = Field<TrainingSection, String>(
      "initialWeights", .name, isOptional: true,
      says:
        "The id of the variant whose weights, or sparse coding, are the start; absent or null: random ones.",
      get: \.initialWeights)
    static let fixedLayers = Field<TrainingSection, [Int]>(
      "fixedLayers",
      .list(
        of: .integer(1...Layer.most), expected: "a list of layers, 1 being the first",
        atLeast: 1, isDistinct: true),
      isOptional: true, says: "The layers that stay as they begin; absent or null: none.", get: \.fixedLayers)

    static let device = Field<TrainingSection, String>(
      "device", .device, isOptional: true,
      says:
        "The OpenCL device that trains, as `experiments devices` names it; absent or null: the processor.",
      get: \.device)

    static let all: [AnyField<TrainingSection>] = [
      AnyField(loss), AnyField(optimizer), AnyField(schedule), AnyField(batch), AnyField(backprops),
      AnyField(epochs), AnyField(evaluateEvery), AnyField(checkpointEvery), AnyField(seeds),
      AnyField(averaging), AnyField(phases), AnyField(initialWeights), AnyField(fixedLayers),
      AnyField(evaluateEarly), AnyField(whitening), AnyField(device),
    ]
  }

  static let form = Form<TrainingSection>.section(
    "a section with the training", Fields.all, isPatchable: true
  ) {
    values in
    guard let loss = values[Fields.loss], let optimizer = values[Fields.optimizer],
      let schedule = values[Fields.schedule], let batch = values[Fields.batch],
      let evaluateEvery = values[Fields.evaluateEvery], let seeds = values[Fields.seeds],
      let checkpointEvery = values[Fields.checkpointEvery]
    else { return nil }
    return TrainingSection(
      loss: loss, optimizer: optimizer, schedule: schedule, batch: batch,
      backprops: values[Fields.backprops] ?? 0, evaluateEvery: evaluateEvery,
      checkpointEvery: checkpointEvery, seeds: seeds, averaging: values[Fields.averaging],
      epochs: values[Fields.epochs], phases: values[Fields.phases],
      initialWeights: values[Fields.initialWeights], fixedLayers: values[Fields.fixedLayers]?.sorted(),
      evaluateEarly: values[Fields.evaluateEarly], whitening: values[Fields.whitening],
      device: values[Fields.device])
  }
}

extension Form<Int> {
  /// A number of backprops.
  static var backprops: Form { .integer(1...1_000_000_000_000) }
}

extension Form<String> {
  /// The name of a device. What stands for one here and for another elsewhere is none: it would be part of a run's id.
  fileprivate static var device: Form {
    let expected = "a device's whole name, as `experiments devices` lists it, or null for the processor"
    let sentence = Form.sentence
    return Form(
      expected: expected, schema: sentence.schema,
      read: { node, reading in
        guard let name = sentence.read(node, &reading) else { return nil }
        guard !["cpu", "gpu"].contains(name.lowercased()) else {
          reading.refuse(node, expected: expected)
          return nil
        }
        return name
      }, write: { .text($0) })
  }
}

extension TrainingSection: Codable {
  /// Reads the section as it stands in a spec, with every key.
  public init(from decoder: any Decoder) throws { self = try Self.form.value(from: decoder) }

  /// Writes the section as it stands in a spec.
  public func encode(to encoder: any Encoder) throws { try Self.form.encode(self, to: encoder) }
}
