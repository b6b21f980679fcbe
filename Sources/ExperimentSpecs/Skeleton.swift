import Wording

/// A spec with a name of its own, made from another: its settings, variants, grid and profiles, and its figures by names that
/// begin with the new one. Claims, tables, captions and costs stay behind, since they are about the other's networks and sets. What the
/// other has from a spec that it extends is written out.
/// - Parameters:
///   - schema: the way to the JSON Schema from where the spec will lie, for editors.
///   - base: path and bytes of the spec that the other extends, by its name; nil if there is none.
/// - Throws: the problems of the other spec; one for a name that can't be one.
package func specSkeleton(
  named name: String, from bytes: [UInt8], file: String, schema: String,
  base: (String) -> (file: String, bytes: [UInt8])? = { _ in nil }
) throws(SpecProblems) -> String {
  let place = Place(source: .option("NAME"), path: "")
  var reading = Reading()
  _ = Form<String>.specName.read(JSONNode(.text(name), at: place), &reading)
  guard reading.problems.isEmpty else { throw SpecProblems(problems: reading.problems) }
  let other = try Experiment.decode(bytes, file: file, base: base)
  var reader = JSONReader(bytes) { .file(file, line: $0, column: $1) }
  guard let root = try? reader.document(), case .object(let all) = try root.extended(base).value else {
    throw SpecProblems(problems: reader.problems)
  }
  let order = SpecDocument.Fields.all.map(\.key)
  let members = all.sorted {
    (order.firstIndex(of: $0.key) ?? 0) < (order.firstIndex(of: $1.key) ?? 0)
  }
  let own: [String: JSON] = [
    "name": .text(name), "title": .text("My \(other.name)"), "source": .text("mine"),
    "claim": .text("What the experiment is to show."), "claims": .list([]),
    // What the other costs says nothing once a setting is another.
    "cost": .object(other.profiles.map { JSON.Member(key: $0, value: .text(unknownCost)) }),
  ]
  let renamed = members.filter { !["$schema", "tables"].contains($0.key) }.map { member -> JSON.Member in
    let value = own[member.key] ?? member.value.json
    guard member.key == "figures" else { return .init(key: member.key, value: value) }
    return .init(key: member.key, value: value.renamed(name, isAlone: other.figures.count == 1))
  }
  return JSON.object([.init(key: "$schema", value: .text(schema))] + renamed)
    .prettyText() + "\n"
}

private let unknownCost = "not known yet; experiments plan estimates it"

extension JSON {
  /// A list of objects whose ids begin with a name, without their captions.
  fileprivate func renamed(_ name: String, isAlone: Bool) -> JSON {
    guard case .list(let elements) = self else { return self }
    return .list(
      elements.map { element in
        guard case .object(let members) = element else { return element }
        return .object(
          members.filter { $0.key != "caption" }.map { member in
            guard member.key == "id", case .text(let id) = member.value else { return member }
            return .init(key: "id", value: .text(isAlone ? name : "\(name)-\(id)"))
          })
      })
  }
}

extension JSONNode {
  /// The value without its places.
  var json: JSON {
    switch value {
    case .null: .null
    case .bool(let flag): .bool(flag)
    case .number(let text): Int(text).map(JSON.integer) ?? .number(Double(text) ?? 0)
    case .text(let text): .text(text)
    case .list(let elements): .list(elements.map(\.json))
    case .object(let members): .object(members.map { .init(key: $0.key, value: $0.value.json) })
    }
  }
}
