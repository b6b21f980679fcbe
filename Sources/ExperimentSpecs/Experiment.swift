/// A spec file that was decoded and found valid under every profile: what to train, and what to draw from it.
///
///     let experiment = try Experiment.decode(bytes, file: "experiments/specs/depth.json")
///     let resolved = try experiment.resolved(profile: "desk", overrides: [("training.seeds", "5")])
///     for run in resolved.runs { … }
///
/// A value comes from the spec's sections, unless the profile has another, unless the variant has, unless the grid
/// has, unless `--set` has. No value comes from code.
public struct Experiment: Sendable {
  /// The profile meant when none is named.
  public static let defaultProfile = "desk"
  /// The profile that the others' deviations are stated against.
  public static let paperProfile = "paper"

  /// The path of the file.
  public let file: String
  /// What commands name the spec by: its name, unless whoever read the file says otherwise.
  package var argument: String
  let document: SpecDocument
  /// The combinations of each profile, merged, read and found valid.
  let profilesByName: [String: [ResolvedCombination]]

  /// The name, which names the folder of the results.
  public var name: String { document.name }
  public var title: String { document.title }
  /// The section, figure or table of the paper that is re-run.
  public var source: String { document.source }
  /// What the experiment is to show, one sentence.
  public var claim: String { document.claim }
  /// The profiles' names, in the file's order.
  public var profiles: [String] { document.profiles.map(\.name) }
  /// The variants' ids in the file's order, without the grid, each once.
  public var variants: [String] { document.variantIDs }
  /// The figures, as the spec has them.
  public var figures: [FigureSection] { document.figures.map(\.value) }

  /// The tables, as the spec has them.
  public var tables: [TableSection] { document.tables.map(\.value) }

  /// The claims, as the spec has them.
  public var claims: [ClaimSection] { document.claims.map(\.value) }

  /// The scores that claims compare and that are columns of tables.
  public var namedScores: [ScoreName] {
    tables.flatMap { $0.columns ?? [] }
      + claims.compactMap { if case .score(let score) = $0.expect.quantity { score } else { nil } }
  }

  /// What each profile costs to run, in words.
  public var cost: [String: String] {
    document.cost.reduce(into: [:]) { costs, member in
      if case .text(let text) = member.value.value { costs[member.key] = text }
    }
  }

  /// Reads a spec and checks it under each of its profiles.
  /// - Parameters:
  ///   - bytes: the file, UTF-8.
  ///   - file: its path, which problems are reported with.
  ///   - names: those of the specs that it may extend, one of which may be meant by a name that none has.
  ///   - base: path and bytes of the spec that this one extends, by its name; nil if there is none.
  /// - Throws: all of its problems at once.
  public static func decode(
    _ bytes: [UInt8], file: String, names: [String] = [],
    base: (String) -> (file: String, bytes: [UInt8])? = { _ in nil }
  ) throws(SpecProblems) -> Experiment {
    var reader = JSONReader(bytes) { .file(file, line: $0, column: $1) }
    var root: JSONNode
    do {
      root = try reader.document()
    } catch {
      throw SpecProblems(problems: reader.problems + [error])
    }
    // Without what the other spec has, all of it would be missed.
    if let problem = root.misspelledExtends { throw SpecProblems(problems: reader.problems + [problem]) }
    var reading = Reading()
    if let problem = root.baseProblem(base, among: names) {
      // Its own mistakes beside that, but not what it would have from the other.
      _ = SpecDocument.read(root.unextended, excused: SpecDocument.inherited, &reading)
      let all = reader.problems + [problem] + reading.problems
      throw SpecProblems(problems: all.distinct(combinations: 1))
    }
    root = try root.extended(base)
    reading.problems = reader.problems
    let document = SpecDocument.read(root, &reading)
    // A spec with too many combinations to look at has that as its problem.
    let resolved = document.isTooLarge ? [] : document.profiles.map { ($0.name, document.resolved($0)) }
    let problems =
      reading.problems + document.conflicts(at: root, among: resolved.flatMap(\.1))
      + resolved.flatMap { document.problems(of: $1, inProfile: $0) }
    guard problems.isEmpty else {
      throw SpecProblems(problems: problems.distinct(combinations: resolved.reduce(0) { $0 + $1.1.count }))
    }
    return Experiment(
      file: file, argument: document.name, document: document,
      profilesByName: Dictionary(resolved) { first, _ in first })
  }
}

/// What decides the weights of a run, as JSON with sorted keys and shortest numbers, for the run's id.
///
/// In it: the training images and how they are cut, the network, the training and the seed. Not in it: the spec, the
/// variant, the test sets and measures, how often a run is measured or saved, and, if the learning rate is constant, its length:
/// the same training in two specs is one run, and a longer run continues a shorter one. A run that starts from
/// another's weights has the other in it, with its length, and so has one that starts from sparse coding. One that goes on from
/// another's state has the other, and after how many of its backprops.
public func canonicalJSON(of run: RunDescription) -> [UInt8] {
  Array(canonical(run, withLength: !run.training.isContinuable).canonicalText.utf8)
}

private func canonical(_ run: RunDescription, withLength: Bool) -> JSON {
  var left: Set<String> = ["evaluateEvery", "evaluateEarly", "checkpointEvery", "seeds", "initialWeights"]
  if !withLength { left.insert("backprops") }
  // Before there were others all were rectified, and ids without a word of it.
  let unsaid: Set<String> = run.network.activation == .relu ? ["activation"] : []
  let starts = [
    run.initialRun.map { JSON.Member(key: "initialRun", value: canonical($0, withLength: true)) },
    run.initialMethod.map { JSON.Member(key: "initialMethod", value: canonical($0)) },
    run.continuedRun.map {
      JSON.Member(key: "continuedRun", value: canonical($0, withLength: !$0.training.isContinuable))
    },
    run.continuedAt.map { JSON.Member(key: "continuedAt", value: .integer($0)) },
  ]
  return .object(
    [
      .init(
        key: "data",
        value: (DataSection.form.write(run.data) ?? .null).without(["test", "validation", "measures"])),
      .init(key: "network", value: (NetworkSection.form.write(run.network) ?? .null).without(unsaid)),
      .init(key: "training", value: (TrainingSection.form.write(run.training) ?? .null).without(left)),
      .init(key: "seed", value: .integer(run.seed)),
    ] + starts.compactMap(\.self))
}

/// The keys of a spec file, each with the JSON Schema of its value.
let specKeys: [JSON.Member] = {
  let editor = JSON.object(["description": .text("This schema, for editors."), "type": .text("string")])
  let extends = JSON.object([
    "description": .text("The spec of the project that what isn't here is taken from."),
    "type": .text("string"),
  ])
  return [.init(key: "$schema", value: editor), .init(key: "extends", value: extends)]
    + SpecDocument.Fields.all.map { .init(key: $0.key, value: $0.entry.schema) }
}()

/// The JSON Schema (2020-12) of a spec file, made from the tables that it is decoded with.
///
/// It knows the file alone: that a setting comes from somewhere and that settings fit each other, only
/// ``Experiment/decode(_:file:names:base:)`` can tell.
public func schemaJSON() -> String {
  let fields = SpecDocument.Fields.all
  let required = fields.filter { !$0.isOptional && !Settings.form.keys.entries.map(\.key).contains($0.key) }
  let extending = required.filter { !SpecDocument.inherited.contains($0.key) }
  let schema = JSON.object([
    "$schema": .text("https://json-schema.org/draft/2020-12/schema"),
    "title": .text("An experiment of the super-resolution harness"),
    "type": .text("object"),
    "additionalProperties": .bool(false),
    "if": .object(["required": .list([.text("extends")])]),
    "then": .object(["required": .list(extending.map { .text($0.key) })]),
    "else": .object(["required": .list(required.map { .text($0.key) })]),
    "properties": .object(specKeys),
    "$defs": .object(Settings.paths.map { .init(key: $0.path, value: $0.entry.schema) }),
  ])
  return schema.prettyText() + "\n"
}
