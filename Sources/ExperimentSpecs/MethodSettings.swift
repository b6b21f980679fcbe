/// The `method` section as a spec has it: the settings of several methods, and the name of one of them or none.
struct MethodSettings: Sendable, Equatable {
  typealias Name = MethodSection.Name

  var name: Name?
  var dictionary: MethodSection.DictionaryLearning?
  var anchors: MethodSection.Anchoring?
  /// Those of the forms of sparse coding, by name.
  var coding: [Name: MethodSection.Coding] = [:]

  /// The named method with what it uses; `nil` if none is named, or if a part is missing.
  var section: MethodSection? {
    guard let name else { return nil }
    if let coding = coding[name] { return MethodSection(name: name, recipe: .coding(coding)) }
    guard let dictionary, name.usesDictionary else { return nil }
    guard name == .adjustedANR else { return MethodSection(name: name, recipe: .dictionary(dictionary)) }
    return anchors.map { MethodSection(name: name, recipe: .anchors(dictionary, $0)) }
  }

  /// The keys of the parts that the named method needs and that aren't here.
  var missingKeys: [String] {
    guard let name else { return [] }
    var keys: [String] = []
    if name.usesDictionary, dictionary == nil { keys.append("dictionary") }
    if let key = name.ownKey, coding[name] == nil, name != .adjustedANR || anchors == nil { keys.append(key) }
    return keys
  }
}

extension MethodSettings {
  /// The settings of one method alone.
  init(_ section: MethodSection) {
    name = section.name
    dictionary = section.dictionary
    switch section.recipe {
    case .dictionary: break
    case .anchors(_, let own): anchors = own
    case .coding(let own): coding = [section.name: own]
    }
  }

  private enum Fields {
    static let name = Field<MethodSettings, Name>(
      "name", .word, isOptional: true,
      says: "The method that a variant trains; absent or null: a network is trained.", get: \.name)
    static let dictionary = Field<MethodSettings, MethodSection.DictionaryLearning>(
      "dictionary", MethodSection.DictionaryLearning.form, isOptional: true,
      says: "The dictionary that all methods but sparse coding stand on.", get: \.dictionary)
    static let anchors = Field<MethodSettings, MethodSection.Anchoring>(
      Name.adjustedANR.rawValue, MethodSection.Anchoring.form, isOptional: true,
      says: "The regressors of A+.", get: \.anchors)
    static let sparseCoding = coding(.sparseCoding, says: "Sparse coding in the form of CVPR 2008.")
    static let sparseCodingTIP = coding(.sparseCodingTIP, says: "Sparse coding in the form of TIP 2010.")

    private static func coding(_ name: Name, says: String) -> Field<MethodSettings, MethodSection.Coding> {
      Field(
        name.rawValue, MethodSection.Coding.form, isOptional: true, says: says, get: { $0.coding[name] })
    }
  }

  static let form = Form<MethodSettings>.section(
    "a section with methods",
    [
      AnyField(Fields.name), AnyField(Fields.dictionary), AnyField(Fields.anchors),
      AnyField(Fields.sparseCoding), AnyField(Fields.sparseCodingTIP),
    ], isPatchable: true
  ) { values in
    var coding: [Name: MethodSection.Coding] = [:]
    coding[.sparseCoding] = values[Fields.sparseCoding]
    coding[.sparseCodingTIP] = values[Fields.sparseCodingTIP]
    return MethodSettings(
      name: values[Fields.name], dictionary: values[Fields.dictionary], anchors: values[Fields.anchors],
      coding: coding)
  }
}

extension MethodSection: Codable {
  /// Reads the method as it stands in a spec, with every key that it uses.
  public init(from decoder: any Decoder) throws {
    let settings = try MethodSettings.form.value(from: decoder)
    guard let section = settings.section else {
      let missing = settings.name == nil ? ["name"] : settings.missingKeys
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath,
          debugDescription: "the method lacks \(missing.joined(separator: " and "))"))
    }
    self = section
  }

  /// Writes the method as it stands in a spec, with every key that it uses.
  public func encode(to encoder: any Encoder) throws {
    try MethodSettings.form.encode(MethodSettings(self), to: encoder)
  }
}
