import Vocabulary

/// One of a network's `layers`, as a spec has it; of the last, which gives the image, it has the filter alone.
struct LayerSection: Sendable, Equatable {
  var kind = Layer.Kind.convolution
  /// The side of the filters, pixels.
  var filter: Int
  /// The number of filters; of the last layer that of the channels, and nil.
  var width: Int?
  /// What is made of the sums; of the last layer nothing, and nil.
  var activation: Activation?
}

extension LayerSection {
  private enum Fields {
    static let kind = Field<LayerSection, Layer.Kind>(
      "kind", .word, isOptional: true,
      says:
        "What is computed; absent or null: convolution. A subPixelConvolution, the last layer alone, takes the image as "
        + "small as it is and makes it data.scale times as large.",
      get: { $0.kind == .convolution ? nil : $0.kind })
    static let filter = Field<LayerSection, Int>(
      "filter", .integer(Layer.filterSizes, isOdd: true), says: "The side of the filters, pixels.",
      get: \.filter)
    static let width = Field<LayerSection, Int>(
      "width", .integer(Layer.widths), isOptional: true,
      says: "The number of filters; absent or null in the last layer, which has one for each channel.",
      get: \.width)
    static let activation = Field<LayerSection, Activation>(
      "activation", .word, isOptional: true,
      says: "What is made of the sums; absent or null in the last layer, whose sums are the image.",
      get: \.activation)
  }

  static let form = Form<LayerSection>.section(
    "an object with filter, width and activation",
    [AnyField(Fields.kind), AnyField(Fields.filter), AnyField(Fields.width), AnyField(Fields.activation)]
  ) { values in
    values[Fields.filter].map {
      LayerSection(
        kind: values[Fields.kind] ?? .convolution, filter: $0, width: values[Fields.width],
        activation: values[Fields.activation])
    }
  }
}

extension Form where Value == [LayerSection] {
  /// The layers of a network, of which the last alone says neither width nor activation.
  static var layers: Form {
    let list = Form.list(
      of: LayerSection.form, expected: "a list of 1 to \(Layer.most) layers", atLeast: 1, atMost: Layer.most)
    return Form(
      expected: list.expected, schema: list.schema,
      read: { node, reading in
        let before = reading.problems.count
        guard let layers = list.read(node, &reading), reading.problems.count == before,
          case .list(let nodes) = node.value
        else { return nil }
        for node in nodes.dropLast() { reading.problems += LayerSection.missing(in: node) }
        if let last = nodes.last { reading.problems += LayerSection.superfluous(in: last) }
        return reading.problems.count == before ? layers : nil
      }, write: list.write)
  }
}

extension LayerSection {
  /// What a layer that isn't the last one lacks.
  fileprivate static func missing(in node: JSONNode) -> [SpecProblem] {
    missingFields(in: node) + misplacedKind(in: node)
  }

  /// The kind of a layer that isn't the last one, if that must be.
  private static func misplacedKind(in node: JSONNode) -> [SpecProblem] {
    guard let kind = node["kind"], kind.value != .null, kind.value != .text(Layer.Kind.convolution.rawValue)
    else { return [] }
    return [
      SpecProblem(
        place: kind.place, expected: "convolution, as of all layers but the last", found: kind.words)
    ]
  }

  private static func missingFields(in node: JSONNode) -> [SpecProblem] {
    let fields = [
      ("width", Form<Int>.integer(Layer.widths).expected),
      ("activation", Form<Activation>.word.expected),
    ]
    return fields.compactMap { key, expected in
      guard (node[key]?.value ?? .null) == .null else { return nil }
      return SpecProblem(
        place: node[key]?.place ?? node.place.key(key), expected: expected, found: "nothing")
    }
  }

  /// What the last layer says and mustn't.
  fileprivate static func superfluous(in node: JSONNode) -> [SpecProblem] {
    let fields = [
      ("width", "no width of the last layer, which has a filter for each channel"),
      ("activation", "no activation of the last layer, whose sums are the image"),
    ]
    return fields.compactMap { key, expected in
      guard let own = node[key], own.value != .null else { return nil }
      return SpecProblem(place: own.place, expected: expected, found: own.words)
    }
  }
}
