import Vocabulary

extension FigureSection.Ordinate {
  static let form = Form<Self>(
    expected: expected,
    schema: .object([
      "type": .text("string"),
      "pattern": .text("^(loss|[A-Za-z0-9][A-Za-z0-9._+-]*\\.(\(words.joined(separator: "|"))))$"),
    ]),
    read: { node, reading in
      guard case .text(let text) = node.value else {
        reading.refuse(node, expected: expected)
        return nil
      }
      if text == "loss" { return .trainingLoss }
      let isPadded = text.hasSuffix("." + padded)
      let plain = isPadded ? String(text.dropLast(padded.count)) + Measure.psnr.rawValue : text
      guard let score = try? ScoreName(reading: plain),
        score.image == nil,
        measures.contains(score.measure),
        score.set != "validation" || score.measure == .psnr
      else {
        reading.refuse(node, expected: expected)
        return nil
      }
      if isPadded { return .paddedPSNR(set: score.set == "validation" ? nil : score.set) }
      if score.set == "validation" { return .validationPSNR }
      return score.measure == .psnr
        ? .testPSNR(set: score.set) : .finalScore(set: score.set, measure: score.measure)
    },
    write: { ordinate in
      switch ordinate {
      case .validationPSNR: .text("validation.psnr")
      case .testPSNR(let set): .text("\(set).psnr")
      case .paddedPSNR(let set): .text("\(set ?? "validation").\(padded)")
      case .finalScore(let set, let measure): .text("\(set).\(measure.rawValue)")
      case .trainingLoss: .text("loss")
      }
    })

  /// What a vertical axis may show of a set; seconds have the horizontal one.
  private static let measures = Measure.allCases.filter { $0 != .seconds }

  /// The word for PSNR of padded output, as in tables, while networks train.
  static let padded = "psnrPadded"

  /// The words for what it may show of a set, for those who read the schema, an explanation or a refusal.
  private static let words = measures.map(\.rawValue) + [padded]

  private static let expected =
    #""loss", "validation.psnr", "validation.\#(padded)", or a test set and one of "#
    + alternatives(words) + #", as in "set5.psnr""#
}

extension FigureSection.Range {
  static let form = Form<Self>(
    expected: expected,
    schema: .object([
      "type": .text("array"), "items": .object(["type": .text("number"), "minimum": .integer(0)]),
      "minItems": .integer(2), "maxItems": .integer(2),
    ]),
    read: { node, reading in
      guard case .list(let nodes) = node.value, nodes.count == 2, let lower = nodes[0].number,
        let upper = nodes[1].number, lower >= 0, lower < upper
      else {
        reading.refuse(node, expected: expected)
        return nil
      }
      return Self(lower: lower, upper: upper)
    }, write: { .list([.number($0.lower), .number($0.upper)]) })

  private static let expected = "a list of two numbers from 0, the first below the second"
}

extension FigureSection.PaperCurve {
  private enum Fields {
    static let figure = Field<FigureSection.PaperCurve, String>(
      "figure", .name, says: "The panel in the paper's digitised curves, as in fig8a.", get: \.figure)
    static let curve = Field<FigureSection.PaperCurve, String>(
      "curve", .sentence, says: "The curve there, as in 9-5-5.", get: \.curve)
    static let label = Field<FigureSection.PaperCurve, String>(
      "label", .sentence, says: "What the legend calls it.", get: \.label)
    static let variant = Field<FigureSection.PaperCurve, String>(
      "variant", .sentence, isOptional: true,
      says:
        "The id of the variant that it is the paper's curve of, whose hue it gets; absent or null: a hue of its own.",
      get: \.variant)
  }

  static let form = Form<Self>.section(
    "an object with figure, curve and label",
    [AnyField(Fields.figure), AnyField(Fields.curve), AnyField(Fields.label), AnyField(Fields.variant)]
  ) { values in
    guard let figure = values[Fields.figure], let curve = values[Fields.curve],
      let label = values[Fields.label]
    else { return nil }
    return FigureSection.PaperCurve(
      figure: figure, curve: curve, label: label, variant: values[Fields.variant])
  }
}

extension FigureSection {
  private enum Fields {
    static let id = Field<FigureSection, String>(
      "id", .name, says: "The name of the figure's files.", get: \.id)
    static let title = Field<FigureSection, String>(
      "title", .sentence, says: "The sentence above the figure.", get: \.title)
    static let variants = Field<FigureSection, [String]>(
      "variants",
      .list(of: .sentence, expected: "a list of variants' ids", atLeast: 1, isDistinct: true),
      isOptional: true,
      says: "The ids of the variants drawn; absent or null: all.", get: \.variants)
    static let kind = Field<FigureSection, Kind>(
      "kind", .word, isOptional: true,
      says:
        "What is drawn: line is a curve a variant as it trains, scatter a point a variant over seconds, bars a group of bars "
        + "over variants; absent or null: that of x.", get: { $0.kind == $0.x.kind ? nil : $0.kind })
    static let x = Field<FigureSection, Abscissa>("x", .word, says: "The horizontal axis.", get: \.x)
    static let y = Field<FigureSection, Ordinate>(
      "y", Ordinate.form,
      says:
        "The vertical axis: loss, or a set and a measure. While a network trains, loss, psnr (of un-padded output) and "
        + "psnrPadded (as in tables) are known; all other measures are of finished networks and stand over seconds or "
        + "variants.",
      get: \.y)
    static let moreY = Field<FigureSection, [Ordinate]>(
      "moreY", .list(of: Ordinate.form, expected: "a list of scores", atLeast: 1, isDistinct: true),
      isOptional: true,
      says:
        "Over variants, further scores in the unit of y, each with a bar beside that of y; one of a set that a profile "
        + "doesn't measure is left out there; absent or null: none.",
      get: { $0.moreY.isEmpty ? nil : $0.moreY })
    static let baselines = Field<FigureSection, [Baseline]>(
      "baselines", .list(of: .word, expected: "a list of methods", isDistinct: true),
      says:
        "Methods shown as horizontal lines; over variants bicubic alone, on whose score the bars then stand.",
      get: \.baselines)
    static let paperCurves = Field<FigureSection, [PaperCurve]>(
      "paperCurves", .list(of: PaperCurve.form, expected: "a list of the paper's curves", isDistinct: true),
      says: "The paper's curves shown beside ours.", get: \.paperCurves)
    static let caption = Field<FigureSection, String>(
      "caption", .sentence, isOptional: true, says: "More to say beneath the figure.", get: \.caption)

    static let xScale = Field<FigureSection, Scale>(
      "xScale", .word, isOptional: true,
      says: "How the horizontal axis is divided; absent or null: log.",
      get: \.xScale)
    static let xRange = Field<FigureSection, FigureSection.Range>(
      "xRange", FigureSection.Range.form, isOptional: true,
      says: "The ends of the horizontal axis; absent or null: those of the curves.", get: \.xRange)
    static let yRange = Field<FigureSection, FigureSection.Range>(
      "yRange", FigureSection.Range.form, isOptional: true,
      says:
        "The ends of the vertical axis; absent or null: those of the later part of the curves and of the levels.",
      get: \.yRange)
    static let paperAxis = Field<FigureSection, PaperAxis>(
      "paperAxis", .word, isOptional: true,
      says:
        "Which horizontal axis the paper's curves are drawn on, own being one above the figure; absent or null: same.",
      get: \.paperAxis)

    static let all: [AnyField<FigureSection>] = [
      AnyField(id), AnyField(title), AnyField(variants), AnyField(kind), AnyField(x), AnyField(y),
      AnyField(moreY), AnyField(baselines),
      AnyField(paperCurves), AnyField(caption), AnyField(xScale), AnyField(xRange),
      AnyField(yRange), AnyField(paperAxis),
    ]
  }

  static let form = Form<FigureSection>.section("an object with a figure", Fields.all) { values in
    guard let id = values[Fields.id], let title = values[Fields.title], let x = values[Fields.x],
      let y = values[Fields.y], let baselines = values[Fields.baselines],
      let paperCurves = values[Fields.paperCurves]
    else { return nil }
    return FigureSection(
      id: id, title: title, variants: values[Fields.variants], kind: values[Fields.kind], x: x, y: y,
      moreY: values[Fields.moreY] ?? [], baselines: baselines, paperCurves: paperCurves,
      caption: values[Fields.caption],
      xScale: values[Fields.xScale], xRange: values[Fields.xRange], yRange: values[Fields.yRange],
      paperAxis: values[Fields.paperAxis])
  }
}

extension FigureSection: Codable {
  /// Reads the figure as it stands in a spec.
  public init(from decoder: any Decoder) throws { self = try Self.form.value(from: decoder) }

  /// Writes the figure as it stands in a spec.
  public func encode(to encoder: any Encoder) throws { try Self.form.encode(self, to: encoder) }
}
