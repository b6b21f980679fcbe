/// A spec file as it was read, before profiles, variants and grid are put together.
struct SpecDocument: Sendable {
  /// An entry of `variants`: what is changed, and the profiles that have it.
  struct Variant: Sendable, Equatable {
    var id: Located<String>
    var label: String?
    /// The profiles that have this variant, or `nil` for all.
    var profiles: Located<[String]>?
    var patch: JSONNode

    /// Whether a profile has both.
    func sharesProfile(with other: Variant) -> Bool {
      guard let own = profiles?.value, let its = other.profiles?.value else { return true }
      return !Set(own).isDisjoint(with: its)
    }
  }

  /// An entry of `profiles`.
  struct Profile: Sendable, Equatable {
    var name: String
    var patch: JSONNode
  }

  /// An entry of `grid`: a setting and the values it takes.
  struct Axis: Sendable, Equatable {
    var path: String
    var place: Place
    /// A label and a patch for each value.
    var points: [Point]

    struct Point: Sendable, Equatable {
      var label: String
      var patch: JSONNode
    }
  }

  var name = ""
  var title = ""
  var source = ""
  var claim = ""
  var cost: [JSONNode.Member] = []
  /// The sections of the file, as one object.
  var settings: JSONNode
  var variants: [Variant] = []
  var grid: [Axis] = []
  var figures: [Located<FigureSection>] = []
  var tables: [Located<TableSection>] = []
  var claims: [Located<ClaimSection>] = []
  var profiles: [Profile] = []
}

/// A value and the node it was decoded from.
struct Located<Value: Sendable & Equatable>: Sendable, Equatable {
  var value: Value
  var node: JSONNode
}

extension Form where Value: Equatable {
  /// The same value, with its node.
  var located: Form<Located<Value>> {
    let (read, write) = (read, write)
    return Form<Located<Value>>(
      expected: expected, schema: schema, keys: keys,
      read: { node, reading in read(node, &reading).map { Located(value: $0, node: node) } },
      write: { write($0.value) })
  }
}

extension SpecDocument {
  /// Reads a spec; parts that are wrong are left out of the document, their problems in the reading.
  /// - Parameter excused: the keys that may be missing.
  static func read(_ root: JSONNode, excused: Set<String> = [], _ reading: inout Reading) -> SpecDocument {
    guard case .object(let members) = root.value else {
      reading.refuse(root, expected: "a JSON object with a spec")
      return SpecDocument(settings: root)
    }
    let values = Form<SpecDocument>.readFields(
      Fields.all, of: members, at: root.place, excused: excused, &reading)
    let sections = members.filter { Settings.form.keys.entries.map(\.key).contains($0.key) }
    return SpecDocument(
      name: values[Fields.name] ?? "", title: values[Fields.title] ?? "", source: values[Fields.source] ?? "",
      claim: values[Fields.claim] ?? "", cost: values[Fields.cost] ?? [],
      settings: JSONNode(.object(sections), at: root.place), variants: values[Fields.variants] ?? [],
      grid: values[Fields.grid] ?? [], figures: values[Fields.figures] ?? [],
      tables: values[Fields.tables] ?? [], claims: values[Fields.claims] ?? [],
      profiles: values[Fields.profiles] ?? [])
  }

  /// The tables that a spec file is read by.
  enum Fields {
    static let spec = Field<SpecDocument, Int>(
      "spec", .integer(oneOf: [1], expected: "1, the version of the format"),
      says: "The version of this format.", get: { _ in 1 })
    static let name = Field<SpecDocument, String>(
      "name", .specName, says: "The name of the experiment and of its results' folder.", get: \.name)
    static let title = Field<SpecDocument, String>(
      "title", .sentence, says: "The experiment's title.", get: \.title)
    static let source = Field<SpecDocument, String>(
      "source", .sentence, says: "Where the paper has it.", get: \.source)
    static let claim = Field<SpecDocument, String>(
      "claim", .sentence, says: "What the experiment is to show, one sentence.", get: \.claim)
    static let cost = Field<SpecDocument, [JSONNode.Member]>(
      "cost", .costs, says: "What each profile costs to run, in words.", get: \.cost)
    static let data = Field<SpecDocument, JSONNode>(
      "data", DataSection.form.patch, says: "The images trained and measured on.", get: { _ in nil })
    static let network = Field<SpecDocument, JSONNode>(
      "network", NetworkSection.form.patch, says: "The layers and what they start from.", get: { _ in nil })
    static let training = Field<SpecDocument, JSONNode>(
      "training", TrainingSection.form.patch, says: "The loss and how it is made smaller.", get: { _ in nil })
    static let method = Field<SpecDocument, JSONNode>(
      "method", MethodSettings.form.patch, isOptional: true,
      says: "Methods to train in place of a network, and which of them a variant is.", get: { _ in nil })
    static let variants = Field<SpecDocument, [Variant]>(
      "variants", .list(of: Variant.form, expected: "a list of at least one variant", atLeast: 1),
      says: "What is compared: each with an id and the settings it changes.", get: \.variants)
    static let grid = Field<SpecDocument, [Axis]>(
      "grid", .grid, isOptional: true, says: "Settings whose every value is tried with every variant.",
      get: \.grid)
    static let figures = Field<SpecDocument, [Located<FigureSection>]>(
      "figures", .list(of: FigureSection.form.located, expected: "a list of figures"),
      says: "What is drawn from the runs.", get: \.figures)
    static let tables = Field<SpecDocument, [Located<TableSection>]>(
      "tables", .list(of: TableSection.form.located, expected: "a list of tables"), isOptional: true,
      says: "Scores laid out as in the paper's tables, beside the table that each spec has.",
      get: \.tables)
    static let claims = Field<SpecDocument, [Located<ClaimSection>]>(
      "claims", .list(of: ClaimSection.form.located, expected: "a list of claims"), isOptional: true,
      says: "What the paper says of them, in a form that measurements decide.", get: \.claims)
    static let profiles = Field<SpecDocument, [Profile]>(
      "profiles", .profiles, says: "The sizes it is run in, each with the settings it changes.",
      get: \.profiles)

    static let all: [AnyField<SpecDocument>] = [
      AnyField(spec), AnyField(name), AnyField(title), AnyField(source), AnyField(claim), AnyField(cost),
      AnyField(data), AnyField(network), AnyField(training), AnyField(method), AnyField(variants),
      AnyField(grid), AnyField(figures), AnyField(tables), AnyField(claims), AnyField(profiles),
    ]
  }
}
