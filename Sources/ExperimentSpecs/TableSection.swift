/// One entry of `tables`: scores laid out as in a table of the paper.
public struct TableSection: Sendable, Equatable {
  /// The name of the table's files: `table2`.
  public var id: String
  /// The sentence above the table.
  public var title: String
  /// The test set of a table as the paper's Tables 2 to 4: a row for each measure and factor, a column for each label.
  /// A profile that doesn't measure it has no such table.
  public var set: String?
  /// The columns of a table as the paper's Tables 1 and 5: a row for each variant. Either these or `set` are there.
  public var columns: [ScoreName]?
  /// The ids of the variants shown, or `nil` for all; in a resolved experiment never `nil`, with the grid expanded.
  public var variants: [String]?
  /// Methods without a variant, of which the paper's numbers alone are shown.
  public var quoted: [FigureSection.Baseline]

  /// A table of these values, unchecked.
  public init(
    id: String, title: String, set: String? = nil, columns: [ScoreName]? = nil, variants: [String]? = nil,
    quoted: [FigureSection.Baseline]
  ) {
    self.id = id
    self.title = title
    self.set = set
    self.columns = columns
    self.variants = variants
    self.quoted = quoted
  }

  /// The test sets whose scores are shown, each once.
  public var sets: [String] { (set.map { [$0] } ?? columns?.map(\.set) ?? []).removingRepeats }
}

extension TableSection {
  private enum Fields {
    static let id = Field<TableSection, String>(
      "id", .name, says: "The name of the table's files.", get: \.id)
    static let title = Field<TableSection, String>(
      "title", .sentence, says: "The sentence above the table.", get: \.title)
    static let set = Field<TableSection, String>(
      "set", .name, isOptional: true,
      says: "The test set of a table with a row for each measure and factor and a column for each method; "
        + "either this or columns.", get: \.set)
    static let columns = Field<TableSection, [ScoreName]>(
      "columns", .list(of: ScoreName.form, expected: "a list of scores", atLeast: 1, isDistinct: true),
      isOptional: true, says: "The columns of a table with a row for each variant; either this or set.",
      get: \.columns)
    static let variants = Field<TableSection, [String]>(
      "variants",
      .list(of: .sentence, expected: "a list of variants' ids", atLeast: 1, isDistinct: true),
      isOptional: true, says: "The ids of the variants shown; absent or null: all.", get: \.variants)
    static let quoted = Field<TableSection, [FigureSection.Baseline]>(
      "quoted", .list(of: .word, expected: "a list of methods", isDistinct: true),
      says: "Methods without a variant, of which the paper's numbers are shown.", get: \.quoted)

    static let all: [AnyField<TableSection>] = [
      AnyField(id), AnyField(title), AnyField(set), AnyField(columns), AnyField(variants), AnyField(quoted),
    ]
  }

  static let form = Form<TableSection>.section("an object with a table", Fields.all) { values in
    guard let id = values[Fields.id], let title = values[Fields.title], let quoted = values[Fields.quoted]
    else { return nil }
    return TableSection(
      id: id, title: title, set: values[Fields.set], columns: values[Fields.columns],
      variants: values[Fields.variants], quoted: quoted)
  }
}

extension TableSection: Codable {
  /// Reads the table as it stands in a spec.
  public init(from decoder: any Decoder) throws { self = try Self.form.value(from: decoder) }

  /// Writes the table as it stands in a spec.
  public func encode(to encoder: any Encoder) throws { try Self.form.encode(self, to: encoder) }
}
