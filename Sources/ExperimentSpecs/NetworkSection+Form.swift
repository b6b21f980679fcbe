import Vocabulary

extension Initialization {
  static let form = Form<Self>.choice([
    .word("he", .he),
    .object(
      "gaussian",
      Form<Double>.number(above: 0).map {
        .gaussian(standardDeviation: $0)
      } back: {
        if case .gaussian(let standardDeviation) = $0 { standardDeviation } else { nil }
      }),
  ])
}

extension NetworkSection {
  private enum Fields {
    static let filters = Field<NetworkSection, [Int]>(
      "filters",
      .list(
        of: .integer(Layer.filterSizes, isOdd: true), expected: "a list of 1 to \(Layer.most) filter sizes",
        atLeast: 1,
        atMost: Layer.most),
      isOptional: true, says: "The side of each layer's filters, pixels; absent or null: see layers.",
      get: { $0.longForm == nil ? $0.filters : nil })
    static let widths = Field<NetworkSection, [Int]>(
      "widths",
      .list(
        of: .integer(Layer.widths), expected: "a list of at most \(Layer.most - 1) numbers of filters",
        atMost: Layer.most - 1),
      isOptional: true,
      says: "The number of filters of each layer but the last; absent or null: see layers.",
      get: { $0.longForm == nil ? $0.widths : nil })
    static let activation = Field<NetworkSection, Activation>(
      "activation", .word, isOptional: true,
      says: "What each layer but the last makes of its sums; absent or null: relu, or see layers.",
      get: { $0.longForm == nil ? $0.activation : nil })
    static let layers = Field<NetworkSection, [LayerSection]>(
      "layers", .layers, isOptional: true, inPlaceOf: ["filters", "widths", "activation"],
      says:
        "The layers one by one, in place of filters, widths and activation: all but the last have an activation of their "
        + "own; absent or null: see filters.", get: \.longForm)
    static let initialization = Field<NetworkSection, Initialization>(
      "initialization", Initialization.form, says: "What the weights are drawn from.", get: \.initialization)
    static let padding = Field<NetworkSection, Padding>(
      "padding", .word, says: "What the convolutions of training read beyond the border.", get: \.padding)

    static let all: [AnyField<NetworkSection>] = [
      AnyField(filters), AnyField(widths), AnyField(activation), AnyField(layers), AnyField(initialization),
      AnyField(padding),
    ]
  }

  /// The layers one by one, where the short form can't say them.
  private var longForm: [LayerSection]? {
    if case .all = activations, last == .convolution { return nil }
    let list = activations.list(widths.count)
    return filters.indices.map { layer in
      let isLast = layer == widths.count
      return LayerSection(
        kind: isLast ? last : .convolution, filter: filters[layer], width: isLast ? nil : widths[layer],
        activation: isLast ? nil : list[layer])
    }
  }

  /// The section with layers that were said one by one.
  private init(_ layers: [LayerSection], initialization: Initialization, padding: Padding) {
    self.init(
      filters: layers.map(\.filter), widths: layers.compactMap(\.width),
      activations: Activations(layers.compactMap(\.activation)), last: layers.last?.kind ?? .convolution,
      initialization: initialization,
      padding: padding)
  }

  static let form: Form<NetworkSection> = {
    let section = Form<NetworkSection>.section(
      "a section with the network", Fields.all, isPatchable: true
    ) { values in
      guard let initialization = values[Fields.initialization], let padding = values[Fields.padding] else {
        return nil
      }
      if let layers = values[Fields.layers] {
        return NetworkSection(layers, initialization: initialization, padding: padding)
      }
      guard let filters = values[Fields.filters], let widths = values[Fields.widths] else { return nil }
      return NetworkSection(
        filters: filters, widths: widths, activations: .all(values[Fields.activation] ?? .relu),
        initialization: initialization, padding: padding)
    }
    var form = section
    form.read = { node, reading in
      let before = reading.problems.count
      let network = section.read(node, &reading)
      if reading.isPartial { return network }
      // A key that was meant for one that lacks is one problem.
      let meant = reading.problems[before...].compactMap(\.suggestion)
      let problems = NetworkSection.formProblems(of: node, besides: meant)
      reading.problems += problems
      return problems.isEmpty ? network : nil
    }
    return form
  }()

  /// What is wrong with a whole section that has its layers in both forms or in none.
  private static func formProblems(of node: JSONNode, besides meant: [String]) -> [SpecProblem] {
    guard case .object = node.value else { return [] }
    func isSet(_ key: String) -> Bool { (node[key]?.value ?? .null) != .null }
    let needed = [("filters", Fields.filters.form.expected), ("widths", Fields.widths.form.expected)]
    guard isSet("layers") else {
      return needed.filter { !isSet($0.0) && !meant.contains($0.0) }.map { key, expected in
        SpecProblem(
          place: node.place.key(key), expected: "\(expected), or network.layers", found: "nothing")
      }
    }
    let short = Fields.layers.replaced.filter(isSet)
    guard !short.isEmpty else { return [] }
    return node.conflict(
      between: ["layers"] + short,
      expected: "layers, or filters, widths and activation, and null for the others",
      found: "layers beside \(short.joined(separator: ", "))")
  }
}

extension NetworkSection: Codable {
  /// Reads the section as it stands in a spec, with every key.
  public init(from decoder: any Decoder) throws { self = try Self.form.value(from: decoder) }

  /// Writes the section as it stands in a spec.
  public func encode(to encoder: any Encoder) throws { try Self.form.encode(self, to: encoder) }
}
