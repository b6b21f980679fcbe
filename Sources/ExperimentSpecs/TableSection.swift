/// One entry of `tables`: the scores of all variants on one test set, laid out as the paper's Tables 2 to 4: a row
/// for each measure and factor, a column for each label.
public struct TableSection: Sendable, Equatable {
  /// The name of the table's files: `table2`.
  public var id: String
  /// The sentence above the table.
  public var title: String
  /// The test set; a profile that doesn't measure it has no such table.
  public var set: String
  /// Methods without a variant, of which the paper's numbers alone are shown.
  public var quoted: [FigureSection.Baseline]

  /// A table of these values, unchecked.
  public init(id: String, title: String, set: String, quoted: [FigureSection.Baseline]) {
    self.id = id
    self.title = title
    self.set = set
    self.quoted = quoted
  }
}

extension TableSection {
  private enum Fields {
    static let id = Field<TableSection, String>(
      "id", .name, says: "The name of the table's files.", get: \.id)
    static let title = Field<TableSection, String>(
      "title", .sentence, says: "The sentence above the table.", get: \.title)
    static let set = Field<TableSection, String>(
      "set", .name, says: "The test set whose scores are shown.", get: \.set)
    static let quoted = Field<TableSection, [FigureSection.Baseline]>(
      "quoted", .list(of: .word, expected: "a list of methods", isDistinct: true),
      says: "Methods without a variant, of which the paper's numbers are shown.", get: \.quoted)
  }

  static let form = Form<TableSection>.section(
    "an object with a table",
    [AnyField(Fields.id), AnyField(Fields.title), AnyField(Fields.set), AnyField(Fields.quoted)]
  ) { values in
    guard let id = values[Fields.id], let title = values[Fields.title], let set = values[Fields.set],
      let quoted = values[Fields.quoted]
    else { return nil }
    return TableSection(id: id, title: title, set: set, quoted: quoted)
  }
}

extension TableSection: Codable {
  /// Reads the table as it stands in a spec.
  public init(from decoder: any Decoder) throws { self = try Self.form.value(from: decoder) }

  /// Writes the table as it stands in a spec.
  public func encode(to encoder: any Encoder) throws { try Self.form.encode(self, to: encoder) }
}
