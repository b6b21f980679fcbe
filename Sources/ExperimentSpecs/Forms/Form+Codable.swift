extension Form {
  /// Decodes a value that was stored in the form of a spec.
  /// - Throws: `DecodingError` with all problems.
  func value(from decoder: any Decoder) throws -> Value {
    var reading = Reading()
    let node = JSONNode(json: try JSON(from: decoder), at: Place(source: .option("stored value"), path: ""))
    if let value = read(node, &reading), reading.problems.isEmpty { return value }
    throw DecodingError.dataCorrupted(
      DecodingError.Context(
        codingPath: decoder.codingPath,
        debugDescription: SpecProblems(problems: reading.problems).description))
  }

  /// Stores a value in the form of a spec.
  func encode(_ value: Value, to encoder: any Encoder) throws {
    try (write(value) ?? .null).encode(to: encoder)
  }
}
