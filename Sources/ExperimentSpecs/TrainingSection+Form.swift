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
      "backprops", .backprops, says: "Sub-images that training goes through in all.", get: \.backprops)
    static let evaluateEvery = Field<TrainingSection, Int>(
      "evaluateEvery", .backprops, says: "Backprops between two measurements on the test sets.",
      get: \.evaluateEvery)
    static let checkpointEvery = Field<TrainingSection, Int>(
      "checkpointEvery", .backprops, says: "Backprops between two checkpoints.", get: \.checkpointEvery)
    static let seeds = Field<TrainingSection, Int>(
      "seeds", .integer(1...1000), says: "Runs of each variant; run i has seed i.", get: \.seeds)
    static let averaging = Field<TrainingSection, Double>(
      "averaging", .number(above: 0, below: 1), isOptional: true,
      says: "The decay of the moving average of the weights that is measured; absent or null: none.",
      get: \.averaging)

    static let all: [AnyField<TrainingSection>] = [
      AnyField(loss), AnyField(optimizer), AnyField(schedule), AnyField(batch), AnyField(backprops),
      AnyField(evaluateEvery), AnyField(checkpointEvery), AnyField(seeds), AnyField(averaging),
    ]
  }

  static let form = Form<TrainingSection>.section(
    "a section with the training", Fields.all, isPatchable: true
  ) {
    values in
    guard let loss = values[Fields.loss], let optimizer = values[Fields.optimizer],
      let schedule = values[Fields.schedule], let batch = values[Fields.batch],
      let backprops = values[Fields.backprops], let evaluateEvery = values[Fields.evaluateEvery],
      let checkpointEvery = values[Fields.checkpointEvery], let seeds = values[Fields.seeds]
    else { return nil }
    return TrainingSection(
      loss: loss, optimizer: optimizer, schedule: schedule, batch: batch, backprops: backprops,
      evaluateEvery: evaluateEvery, checkpointEvery: checkpointEvery, seeds: seeds,
      averaging: values[Fields.averaging])
  }
}

extension Form<Int> {
  /// A number of backprops.
  fileprivate static var backprops: Form { .integer(1...1_000_000_000_000) }
}

extension TrainingSection: Codable {
  /// Reads the section as it stands in a spec, with every key.
  public init(from decoder: any Decoder) throws { self = try Self.form.value(from: decoder) }

  /// Writes the section as it stands in a spec.
  public func encode(to encoder: any Encoder) throws { try Self.form.encode(self, to: encoder) }
}
