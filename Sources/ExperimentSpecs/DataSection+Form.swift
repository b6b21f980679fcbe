import Vocabulary
import Wording

extension DataSection {
  private enum Fields {
    static let train = Field<DataSection, [String]>(
      "train", .names, says: "The image sets trained on, concatenated in this order.", get: \.train)
    static let trainImages = Field<DataSection, Int>(
      "trainImages", .integer(1...100_000_000), isOptional: true,
      says: "The first images of the concatenation that are used; absent or null: all.", get: \.trainImages)
    static let test = Field<DataSection, [String]>(
      "test", .names, says: "The image sets that the network is measured on.", get: \.test)
    static let validation = Field<DataSection, String>(
      "validation", .name, says: "The one of 'test' whose PSNR is followed during training.",
      get: \.validation)
    static let scale = Field<DataSection, Int>(
      "scale", .integer(oneOf: scales), says: "The upscaling factor.", get: \.scale)
    static let channels = Field<DataSection, Channels>(
      "channels", .word, says: "What the network sees of a pixel.", get: \.channels)
    static let subImage = Field<DataSection, Int>(
      "subImage", .integer(1...4096), says: "The side of a training sub-image, pixels.", get: \.subImage)
    static let stride = Field<DataSection, Int>(
      "stride", .integer(1...4096), says: "The distance between neighbouring sub-images, pixels.",
      get: \.stride)
    static let blur = Field<DataSection, Blur>(
      "blur", Blur.form, isOptional: true,
      says: "A Gaussian blur of images before they are reduced; absent or null: none.", get: \.blur)
    static let augmentation = Field<DataSection, Augmentation>(
      "augmentation", Augmentation.form, isOptional: true,
      says: "Versions of each image that are trained on beside it; absent or null: none.",
      get: \.augmentation)
    static let measures = Field<DataSection, [ImageMeasure]>(
      "measures",
      .list(
        of: .word(among: ImageMeasure.further), expected: "a list of measures", atLeast: 1, isDistinct: true),
      isOptional: true,
      says: "What is measured at the end beside PSNR and SSIM; absent or null: nothing.", get: \.measures)

    static let all: [AnyField<DataSection>] = [
      AnyField(train), AnyField(trainImages), AnyField(test), AnyField(validation), AnyField(scale),
      AnyField(channels), AnyField(subImage), AnyField(stride), AnyField(blur),
      AnyField(augmentation), AnyField(measures),
    ]
  }

  static let form = Form<DataSection>.section("a section with data", Fields.all, isPatchable: true) {
    values in
    guard let train = values[Fields.train], let test = values[Fields.test],
      let validation = values[Fields.validation], let scale = values[Fields.scale],
      let channels = values[Fields.channels], let subImage = values[Fields.subImage],
      let stride = values[Fields.stride]
    else { return nil }
    return DataSection(
      train: train, trainImages: values[Fields.trainImages], test: test, validation: validation, scale: scale,
      channels: channels, subImage: subImage, stride: stride, blur: values[Fields.blur],
      augmentation: values[Fields.augmentation], measures: values[Fields.measures])
  }
}

extension DataSection.Blur {
  /// The standard deviations that are allowed, pixels.
  public static let deviations = 0.1...10.0

  private enum Fields {
    static let standardDeviation = Field<DataSection.Blur, Double>(
      "standardDeviation", .number(from: deviations.lowerBound, to: deviations.upperBound),
      says: "The standard deviation of the Gaussian, pixels.", get: \.standardDeviation)
    static let reduction = Field<DataSection.Blur, Reduction>(
      "reduction", .word, says: "How the blurred image is made smaller.", get: \.reduction)
  }

  static let form = Form<DataSection.Blur>.section(
    "a section with the blur", [AnyField(Fields.standardDeviation), AnyField(Fields.reduction)],
    isPatchable: true
  ) { values in
    guard let deviation = values[Fields.standardDeviation], let reduction = values[Fields.reduction] else {
      return nil
    }
    return DataSection.Blur(standardDeviation: deviation, reduction: reduction)
  }
}

extension Augmentation {
  private enum Fields {
    static let scales = Field<Augmentation, [Double]>(
      "scales",
      .list(
        of: .number(above: 0, below: 1), expected: "a list of factors below 1", atMost: 16, isDistinct: true),
      isOptional: true, says: "The factors by which each image is made smaller; absent or null: none.",
      get: { $0.scales.isEmpty ? nil : $0.scales })
    static let rotations = Field<Augmentation, [Int]>(
      "rotations",
      .list(of: .integer(oneOf: [90, 180, 270]), expected: "a list of angles", atMost: 3, isDistinct: true),
      isOptional: true,
      says: "The angles by which each sub-image is turned, degrees counter-clockwise; absent or null: none.",
      get: { $0.rotations.isEmpty ? nil : $0.rotations })
    static let flip = Field<Augmentation, Bool>(
      "flip", .flag, isOptional: true,
      says: "Whether each sub-image is also mirrored from left to right; absent or null: no.",
      get: { $0.flip ? true : nil })
  }

  /// As a reader would say it: `scales 1, 0.9, rotations 0, 90`.
  public var words: String {
    let factors = ([1] + scales).map { JSON.number($0).canonicalText }.joined(separator: ", ")
    let angles = ([0] + rotations).map(String.init).joined(separator: ", ")
    return "scales \(factors), rotations \(angles)" + (flip ? ", mirrored too" : "")
  }

  private static let section = Form<Self>.section(
    "a section with scales, rotations and flip",
    [AnyField(Fields.scales), AnyField(Fields.rotations), AnyField(Fields.flip)], isPatchable: true
  ) { values in
    Augmentation(
      scales: values[Fields.scales] ?? [], rotations: values[Fields.rotations] ?? [],
      flip: values[Fields.flip] ?? false)
  }

  /// The section, or the word of the one preset. A patch replaces it whole, since there is nothing in a word to change.
  static let form: Form<Self> = {
    let preset = "fsrcnn", expected = "\"\(preset)\" or \(section.expected)"
    return Form(
      expected: expected,
      schema: .object(["oneOf": .list([.object(["const": .text(preset)]), section.schema])]),
      read: { node, reading in
        switch node.value {
        case .text(preset): return .fsrcnn
        case .object:
          let before = reading.problems.count
          let found = section.read(node, &reading)
          if found == .init(scales: [], rotations: [], flip: false), reading.problems.count == before {
            reading.refuse(node, expected: "at least one version of each image, or null", found: "none")
          }
          return found
        default:
          reading.refuse(node, expected: expected)
          return nil
        }
      }, write: section.write)
  }()
}

extension DataSection: Codable {
  /// Reads the section as it stands in a spec, with every key.
  public init(from decoder: any Decoder) throws { self = try Self.form.value(from: decoder) }

  /// Writes the section as it stands in a spec.
  public func encode(to encoder: any Encoder) throws { try Self.form.encode(self, to: encoder) }
}
