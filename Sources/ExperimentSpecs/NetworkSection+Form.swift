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
      says: "The side of each layer's filters, pixels.", get: \.filters)
    static let widths = Field<NetworkSection, [Int]>(
      "widths",
      .list(
        of: .integer(Layer.widths), expected: "a list of at most \(Layer.most - 1) numbers of filters",
        atMost: Layer.most - 1),
      says: "The number of filters of each layer but the last.", get: \.widths)
    static let activation = Field<NetworkSection, Activation>(
      "activation", .word, isOptional: true,
      says: "What each layer but the last makes of its sums; absent or null: relu.", get: \.activation)
    static let initialization = Field<NetworkSection, Initialization>(
      "initialization", Initialization.form, says: "What the weights are drawn from.", get: \.initialization)
    static let padding = Field<NetworkSection, Padding>(
      "padding", .word, says: "What the convolutions of training read beyond the border.", get: \.padding)

    static let all: [AnyField<NetworkSection>] = [
      AnyField(filters), AnyField(widths), AnyField(activation), AnyField(initialization), AnyField(padding),
    ]
  }

  static let form = Form<NetworkSection>.section("a section with the network", Fields.all, isPatchable: true)
  {
    values in
    guard let filters = values[Fields.filters], let widths = values[Fields.widths],
      let initialization = values[Fields.initialization], let padding = values[Fields.padding]
    else { return nil }
    return NetworkSection(
      filters: filters, widths: widths, activation: values[Fields.activation] ?? .relu,
      initialization: initialization, padding: padding)
  }
}

extension NetworkSection: Codable {
  /// Reads the section as it stands in a spec, with every key.
  public init(from decoder: any Decoder) throws { self = try Self.form.value(from: decoder) }

  /// Writes the section as it stands in a spec.
  public func encode(to encoder: any Encoder) throws { try Self.form.encode(self, to: encoder) }
}
